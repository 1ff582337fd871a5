using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Reporting;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Views;

/// <summary>What a person asks of a plan beyond the tables of its report: how it was proven, where units move and why, one product store by store.</summary>
public sealed class PlanView(SellThroughResult result)
{
    /// <summary>Units beyond the plan, and beyond what is held now, that a ladder shows.</summary>
    private const int Beyond = 3;

    /// <summary>Steps of a ladder at most.</summary>
    private const int MostSteps = 200;

    /// <summary>Whether supply is an estimate, and so everything that follows from it.</summary>
    public bool Estimated => result.Pairs.Estimated;

    /// <summary>Where the clusters come from, in a few words.</summary>
    public string ClustersFrom => result.Model.Notes.ClustersFrom;

    /// <summary>"stores" or "accounts".</summary>
    public string Many => result.Options.Many;

    /// <summary>Stores, products and cells of both.</summary>
    public (int Stores, int Products, int Cells) Size => (result.Pairs.Stores.Length, result.Pairs.Products.Length, result.Cells.Count);

    /// <summary>How far the plan was solved.</summary>
    public AllocationStatus Status => result.Solution.Status;

    /// <summary>Why the solver ended, as a sentence.</summary>
    public string Why => result.Solution.Why;

    /// <summary>Worth of the plan less what broken limits cost, in units sold (revenue and turnover counted in by their weights).</summary>
    public double Value => result.Solution.Value - result.Solution.SlackCost;

    /// <summary>No plan is worth more than this.</summary>
    public double Bound => result.Solution.Bound;

    /// <summary>How much better another plan could be at most, as a share of the bound.</summary>
    public double Gap => result.Solution.Gap;

    /// <summary>Seconds that the solver took.</summary>
    public double Seconds => result.Solution.Seconds;

    /// <summary>Whether units sold are all that counts.</summary>
    public bool SoldAlone => result.Objective is { PerMoney: 0, PerUnit: 0 };

    /// <summary>Units of supply there are, and units that the plan adds somewhere.</summary>
    public (double Supplied, double Moved) Units => (result.Whole.Supplied, result.Solution.Plan.Zip(result.Cells.Current, (plan, now) => (double)Math.Max(0, plan - now)).Sum());

    /// <summary>Expected units sold, now and by the plan.</summary>
    public (double Before, double After) Sold => (result.Whole.Before, result.Whole.After);

    /// <summary>The products that move, those that gain most first.</summary>
    public IReadOnlyList<MovedProduct> Products { get; } = ProductsOf(result);

    /// <summary>Every cell that changes, the greatest gain in units sold first: those that give lose some of it.</summary>
    public IResultTable Changes { get; } = ChangesOf(result);

    /// <summary>A product store by store; null where it is not known, and where several periods carry stock over: a unit then sells in its own period or later.</summary>
    public ProductLadder? Ladder(string product)
    {
        var at = Array.BinarySearch(result.Pairs.Products, product, StringComparer.Ordinal);
        if (at < 0 || result.Cells.Periods > 1) return null;
        var (from, to) = RangeOf(at);
        var line = result.Derived.Products[at];
        var stores = Enumerable.Range(from, to - from).Select(StoreOf).OrderByDescending(s => s.Plan - s.Now).ThenByDescending(s => s.Next).ThenBy(s => s.Store, StringComparer.Ordinal).ToArray();
        return new(product, line.Role.ToString().ToUpperInvariant(), line.Band.ToString().ToUpperInvariant(), result.Pairs.Categories[result.Pairs.CategoryOf[at]], stores.Sum(s => (long)s.Now), stores.Sum(s => (long)Math.Max(0, s.Plan - s.Now)),
            result.Before.AsSpan(from, to - from).ToArray().Sum(), result.After.AsSpan(from, to - from).ToArray().Sum(), stores);
    }

    private (int From, int To) RangeOf(int product)
    {
        var from = Array.BinarySearch(result.Cells.Product, product);
        if (from < 0) return (0, 0);
        var to = from;
        while (from > 0 && result.Cells.Product[from - 1] == product) from--;
        while (to < result.Cells.Count && result.Cells.Product[to] == product) to++;
        return (from, to);
    }

    private LadderStore StoreOf(int cell)
    {
        var (now, plan) = (result.Cells.Current[cell], result.Solution.Plan[cell]);
        var (mean, spread) = (result.Cells.Mean[cell], result.Cells.Spread(cell));
        double Chance(int unit) => unit == 0 ? 0 : DemandLaw.AtLeast(mean, spread, unit);
        var longest = Math.Max(now, plan) + Beyond;
        var stride = 1 + (longest - 1) / MostSteps;
        LadderStep[] steps = [.. Enumerable.Range(0, 1 + (longest - 1) / stride).Select(i => new LadderStep(1 + i * stride, Chance(1 + i * stride)))];
        return new(result.Pairs.Stores[result.Cells.Store[cell]], result.Pairs.Clusters[result.Pairs.ClusterOf[result.Cells.Store[cell]]], now, plan, result.Problem.Least[cell], result.Problem.Most[cell], mean,
            steps, Chance(now), Chance(now + 1), Chance(plan), Chance(plan + 1), PlanTables.Reason(result, cell));
    }

    private static MovedProduct[] ProductsOf(SellThroughResult r)
    {
        var (moved, gain) = (new long[r.Pairs.Products.Length], new double[r.Pairs.Products.Length]);
        for (var c = 0; c < r.Cells.Count; c++)
        {
            moved[r.Cells.Product[c]] += Math.Max(0, r.Solution.Plan[c] - r.Cells.Current[c]);
            gain[r.Cells.Product[c]] += r.After[c] - r.Before[c];
        }
        return [.. Enumerable.Range(0, moved.Length).Where(p => moved[p] > 0).Select(p => new MovedProduct(r.Pairs.Products[p], moved[p], gain[p])).OrderByDescending(p => p.Gain).ThenBy(p => p.Product, StringComparer.Ordinal)];
    }

    private static IResultTable ChangesOf(SellThroughResult r)
    {
        int[] cells = [.. Enumerable.Range(0, r.Cells.Count).Where(c => r.Solution.Plan[c] != r.Cells.Current[c]).OrderByDescending(c => r.After[c] - r.Before[c]).ThenBy(c => r.Cells.Store[c]).ThenBy(c => c)];
        return new TableLayout<int>("changes", "Where units move, and why", inWorkbook: false)
            .Text("str_code", r.Options.One, c => r.Pairs.Stores[r.Cells.Store[c]]).Text("spu_code", "Product", c => r.Pairs.Products[r.Cells.Product[c]])
            .Integer("current_quantity", "Now", c => r.Cells.Current[c], "units").Integer("allocation_change", "Change", c => r.Solution.Plan[c] - r.Cells.Current[c], "units")
            .Number("expected_sold_more", "Sold more", c => r.After[c] - r.Before[c], "units", "Expected units sold more; below 0 where units are taken away.").Text("reason", "Why", c => PlanTables.Reason(r, c))
            .Text("cluster", "Cluster", c => r.Pairs.Clusters[r.Pairs.ClusterOf[r.Cells.Store[c]]]).Text("category", "Category", c => r.Pairs.Categories[r.Pairs.CategoryOf[r.Cells.Product[c]]]).Integer("optimal_quantity", "Plan", c => r.Solution.Plan[c], "units").Integer("period", "Period", c => r.Cells.Period[c] + 1)
            .OrderBy("-expected_sold_more", "str_code", "spu_code", "period").IdentifiedBy("str_code", "spu_code", "period").Of(cells);
    }
}
