using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Prices;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>A product's price in a week; the same in all stores.</summary>
/// <param name="BaseCents">Price before any discount.</param>
/// <param name="Cents">Price paid: base * (1 - discount), at least a cent.</param>
/// <param name="BaseState">State of the base price chain, 0 to 3.</param>
/// <param name="Promotion">State of the promotion chain.</param>
/// <param name="Display">On display.</param>
/// <param name="Mailer">In a mailer.</param>
internal readonly record struct PriceTag(int BaseCents, int Cents, int BaseState, Promotion Promotion, bool Display, bool Mailer)
{
    /// <summary>The discount as a fraction of the base price.</summary>
    public double Depth => 1 - (double)Cents / BaseCents;
}

/// <summary>All prices of all weeks. Immutable.</summary>
internal sealed class PriceBoard
{
    private const long Bases = 1, Promos = 2;

    private PriceBoard(Catalogue catalogue, ModelSettings settings, PriceTag[][] tags)
    {
        Tags = tags;
        Slopes = Array.ConvertAll(tags, week => week.Select((tag, i) => (float)(settings.PriceScale * catalogue.Items[i].Sensitivity * Math.Log(Relative(catalogue, tag, i)))).ToArray());
        TooDear = Array.ConvertAll(tags, week => week.Select((tag, i) => Relative(catalogue, tag, i) > 1 + settings.TooDear).ToArray());
        Signal = Array.ConvertAll(tags, week => week.Average(t => t.Display || t.Mailer || t.Promotion != Promotion.None ? 1.0 : 0));
    }

    /// <summary>By week and product.</summary>
    public PriceTag[][] Tags { get; }
    /// <summary>By week and product: c0 b_i ln(P / usual price), which a customer's b_u multiplies.</summary>
    public float[][] Slopes { get; }
    /// <summary>By week and product: whether the price is far above the usual one.</summary>
    public bool[][] TooDear { get; }
    /// <summary>By week: the share of products that are promoted, which is the marketing signal.</summary>
    public double[] Signal { get; }
    /// <summary>Weeks.</summary>
    public int Weeks => Tags.Length;

    /// <summary>Draws the chains of all products.</summary>
    public static PriceBoard Draw(Catalogue catalogue, ModelSettings settings, int weeks, ulong seed)
    {
        var tags = Enumerable.Range(0, weeks).Select(_ => new PriceTag[catalogue.Items.Count]).ToArray();
        for (var i = 0; i < catalogue.Items.Count; i++)
        {
            var item = catalogue.Items[i];
            var (first, second) = (RandomStream.Of(seed, Bases, i), RandomStream.Of(seed, Promos, i));
            var bases = item.Base?.Draw(weeks, ref first);
            var promotions = item.Promotion?.Draw(weeks, ref second);
            for (var w = 0; w < weeks; w++) tags[w][i] = TagOf(item, bases?[w], promotions?[w]);
        }
        return new(catalogue, settings, tags);
    }

    /// <summary>The first weeks of the board; past its end it begins anew.</summary>
    public PriceBoard First(Catalogue catalogue, ModelSettings settings, int weeks) => new(catalogue, settings, [.. Enumerable.Range(0, weeks).Select(w => Tags[w % Weeks])]);

    /// <summary>The same board with other markdowns: these products cost the usual price less a fraction of it, in every week.</summary>
    public PriceBoard With(Catalogue catalogue, ModelSettings settings, IReadOnlyDictionary<int, double> markdowns) => new(catalogue, settings,
        Array.ConvertAll(Tags, week => week.Select((tag, i) => markdowns.TryGetValue(i, out var markdown)
            ? TagOf(catalogue.Items[i], null, (markdown > 0 ? Promotions.Classify(markdown, null, null) : Promotion.None, markdown, false, false)) : tag).ToArray()));

    private static PriceTag TagOf(Item item, (int State, double Price)? held, (Promotion State, double Depth, bool Display, bool Mailer)? promotion)
    {
        var cents = Math.Max(1, (int)Math.Round(100 * (held?.Price ?? item.UsualPrice)));
        var (state, depth, display, mailer) = promotion ?? (Promotion.None, 0, false, false);
        return new(cents, Math.Max(1, (int)Math.Round(cents * (1 - depth))), held?.State ?? 1, state, display, mailer);
    }

    private static double Relative(Catalogue catalogue, PriceTag tag, int item) => tag.Cents / (100 * catalogue.Items[item].UsualPrice);
}
