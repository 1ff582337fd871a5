using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Backtest;

/// <summary>How a method did over all SKUs tested; NaN where none was.</summary>
/// <param name="Method">The method.</param>
/// <param name="Won">SKUs that it alone was nearest for.</param>
/// <param name="Tied">SKUs that it was nearest for together with another.</param>
/// <param name="ShareWon">SKUs won, over all tested.</param>
/// <param name="Error">Absolute errors over units sold.</param>
/// <param name="MedianError">The same of the SKU in the middle.</param>
/// <param name="Bias">Units predicted in excess, over units sold: above 0 promises too much.</param>
public sealed record MethodTest(BacktestMethod Method, int Won, int Tied, double ShareWon, double Error, double MedianError, double Bias);

/// <summary>How well the curves would have told the newest observations before they came.</summary>
public sealed class PastTest
{
    private readonly Dictionary<Untested, int> _missing;

    internal PastTest(SkuTest[] skus)
    {
        Skus = skus;
        Tested = skus.Count(s => s.Predicted > 0);
        Ties = skus.Count(s => BacktestMethods.All.Count(s.IsNearest) > 1);
        Methods = [.. BacktestMethods.All.Select(Of)];
        _missing = skus.CountBy(s => s.Untested).ToDictionary();
    }

    /// <summary>No SKU was tested.</summary>
    public static PastTest None { get; } = new([]);

    /// <summary>Every SKU, by its place.</summary>
    public IReadOnlyList<SkuTest> Skus { get; }

    /// <summary>Every method.</summary>
    public IReadOnlyList<MethodTest> Methods { get; }

    /// <summary>SKUs that were tested.</summary>
    public int Tested { get; }

    /// <summary>SKUs that several methods are equally near for.</summary>
    public int Ties { get; }

    /// <summary>SKUs that were not tested, for a reason.</summary>
    public int Missing(Untested reason) => _missing.GetValueOrDefault(reason);

    internal long Bytes => Skus.Count * 88L;

    private MethodTest Of(BacktestMethod method)
    {
        Neumaier sold = default, absolute = default, over = default;
        int won = 0, tied = 0;
        var errors = new List<double>(Tested);
        foreach (var sku in Skus.Where(s => s.Predicted > 0))
        {
            sold.Add(sku.Sold);
            absolute.Add(sku.Absolute(method));
            over.Add(sku.Over(method));
            errors.Add(sku.Absolute(method) / sku.Sold);
            if (!sku.IsNearest(method)) continue;
            if (BacktestMethods.All.Count(sku.IsNearest) > 1) tied++;
            else won++;
        }
        errors.Sort();
        return new(method, won, tied, (double)won / Tested, absolute.Value / sold.Value, errors.Count > 0 ? errors[errors.Count / 2] : double.NaN, over.Value / sold.Value);
    }
}
