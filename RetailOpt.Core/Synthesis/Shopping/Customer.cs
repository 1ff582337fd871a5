using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Substitution;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Shopping;

/// <summary>What a customer is like: drawn of a stream of its own, so that it is the same in whatever batch it comes.</summary>
internal sealed class Customer
{
    private const long Traits = 1, Trips = 2, Brands = 3;

    private Customer(Market market, int number)
    {
        var (settings, stream) = (market.Settings, RandomStream.Of(market.Seed, Traits, number));
        Number = number;
        Sensitivity = ModelSettings.Truncated(settings.CustomerSensitivity, settings.CustomerSensitivitySpread, below: true, ref stream);
        Memory = stream.Between(.25, .45);
        VisitLevel = settings.VisitLevel + ModelSettings.Gumbel(settings.VisitNoise, ref stream) + settings.VisitSpread * stream.Normal();
        VisitValue = ModelSettings.Truncated(settings.VisitValue, settings.VisitValueSpread, below: false, ref stream);
        VisitSignal = stream.Between(.2, .3);
        Appetite = settings.AppetiteSpread * stream.Normal();
        Quantity = settings.QuantityTaste * stream.Normal();
        Home = HomeOf(market, stream.Next());
        FirstWeek = stream.Next() < settings.Arriving ? stream.Below(market.Weeks) : 0;
        LastWeek = settings.Leaving > 0 ? FirstWeek + (int)Math.Min(market.Weeks, Math.Log(1 - stream.Next()) / Math.Log(1 - settings.Leaving)) : market.Weeks;
        // the most sensitive third minds prices most
        Tastes = new(Math.Clamp(-Sensitivity / 6, 0, 1), Math.Clamp(settings.BrandLoyalty + .2 * stream.Normal(), 0, 1), stream.Next());
        Utility = UtilityOf(market, ref stream, number);
        CategoryTaste = [.. market.Catalogue.Categories.Select(_ => Appetite + settings.CategoryLevel + (settings.CategoryTaste > 0 ? settings.CategoryTaste * stream.Normal() : 0))];
    }

    /// <summary>Draws a customer.</summary>
    public static Customer Of(Market market, int number) => new(market, number);

    public int Number { get; }
    /// <summary>b_u, below 0.</summary>
    public double Sensitivity { get; }
    /// <summary>th: how much of last week's chance to visit stays.</summary>
    public double Memory { get; }
    public double VisitLevel { get; }
    public double VisitValue { get; }
    public double VisitSignal { get; }
    public double Appetite { get; }
    /// <summary>Its part of the logarithm of a quantity.</summary>
    public double Quantity { get; }
    /// <summary>Place of the home store.</summary>
    public int Home { get; }
    public int FirstWeek { get; }
    /// <summary>The last week in which it may come.</summary>
    public int LastWeek { get; }
    public Tastes Tastes { get; }
    /// <summary>By product: utility at the usual price.</summary>
    public float[] Utility { get; }
    /// <summary>By category: what it adds to the logit.</summary>
    public double[] CategoryTaste { get; }
    /// <summary>The third of customers that minds prices least, the middle, and the one that minds them most.</summary>
    public string Segment => Sensitivity > -2.65 ? "Premium" : Sensitivity > -3.35 ? "Standard" : "Basic";

    /// <summary>The stream of its trips.</summary>
    public RandomStream TripStream(Market market) => RandomStream.Of(market.Seed, Trips, Number);

    private static int HomeOf(Market market, double at)
    {
        var left = at * market.Shops.Sum(s => s.Size);
        for (var s = 0; s < market.Shops.Count - 1; s++)
            if ((left -= market.Shops[s].Size) < 0) return s;
        return market.Shops.Count - 1;
    }

    /// <summary>Mean 0, variance 1: the sum of four uniform variables, of one draw of bits. There are as many of them as customers times products.</summary>
    private static double NearlyNormal(ulong bits)
    {
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum / 65535.0 - 2) * 1.7320508075688772;
    }

    private static float[] UtilityOf(Market market, ref RandomStream stream, int number)
    {
        var (catalogue, settings) = (market.Catalogue, market.Settings);
        var utility = new float[catalogue.Items.Count];
        for (var i = 0; i < utility.Length; i++)
        {
            utility[i] = (float)catalogue.Items[i].Appeal;
            if (settings.ProductTaste > 0) utility[i] += (float)(settings.ProductTaste * NearlyNormal(stream.NextBits()));
            if (settings.BrandTaste > 0) utility[i] += (float)(settings.BrandTaste * RandomStream.Of(market.Seed, Brands, number, catalogue.BrandOf[i]).Normal());
        }
        return utility;
    }
}
