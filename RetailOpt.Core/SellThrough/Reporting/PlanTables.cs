using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>The tables of the plan: by cell, store and cluster, and what moves between stores.</summary>
internal static class PlanTables
{
    public const int MostMoves = 50;

    /// <summary>Every cell, by store and product; made as it is read.</summary>
    public static IResultTable Cells(SellThroughResult r)
    {
        var order = Enumerable.Range(0, r.Cells.Count).ToArray();
        Array.Sort(order, (a, b) => (r.Cells.Store[a], a).CompareTo((r.Cells.Store[b], b)));
        return new TableLayout<int>("optimal_product_allocation", "Optimal allocation")
            .Text("str_code", r.Options.One, c => r.Pairs.Stores[r.Cells.Store[c]]).Text("spu_code", "Product", c => r.Pairs.Products[r.Cells.Product[c]]).Integer("period", "Period", c => r.Cells.Period[c] + 1)
            .Integer("optimal_quantity", "Optimal units", c => r.Solution.Plan[c]).Integer("current_quantity", "Current units", c => r.Cells.Current[c])
            .Integer("allocation_change", "Change", c => r.Solution.Plan[c] - r.Cells.Current[c])
            .Number("expected_sold_before", "Expected sold before", c => r.Before[c]).Number("expected_sold_after", "Expected sold after", c => r.After[c]).Text("reason", "Why", c => Reason(r, c))
            .OrderBy("str_code", "spu_code", "period").IdentifiedBy("str_code", "spu_code", "period").Of(order);
    }

    /// <summary>Why a cell gains, loses or stays: the chance that its last and next unit sell.</summary>
    public static string Reason(SellThroughResult r, int cell)
    {
        var (plan, now) = (r.Solution.Plan[cell], r.Cells.Current[cell]);
        if (r.Cells.Periods > 1) return InPeriod(r, cell);
        var (mean, spread) = (r.Cells.Mean[cell], r.Cells.Spread(cell));
        var last = plan == 0 ? 0 : DemandLaw.AtLeast(mean, spread, plan);
        var next = DemandLaw.AtLeast(mean, spread, plan + 1);
        var limit = plan != now && (plan == r.Problem.Most[cell] || plan == r.Problem.Least[cell]) ? "; the limits of this cell let no more move" : "";
        return plan > now ? Invariant($"adds {plan - now}: {mean:0.#} are wanted here, and the last added unit sells with {last:0%}{limit}")
            : plan < now ? Invariant($"takes {now - plan}: {mean:0.#} are wanted here, and the first unit taken away would have sold with {next:0%}{limit}")
            : Invariant($"stays: {mean:0.#} are wanted, its last unit sells with {last:0%}, one more would with {next:0%}");
    }

    /// <summary>The same where stock carries over: what is wanted in the period, and what is there for it with what was left before.</summary>
    private static string InPeriod(SellThroughResult r, int cell)
    {
        var (left, period) = (0.0, r.Cells.Period[cell]);
        for (var c = cell - period; c < cell; c++) left += r.Solution.Plan[c] - r.After[c];
        var change = r.Solution.Plan[cell] - r.Cells.Current[cell];
        return Invariant($"{(change == 0 ? "stays" : change > 0 ? $"adds {change}" : $"takes {-change}")}: {r.Cells.Mean[cell]:0.#} are wanted in period {period + 1}, {r.Solution.Plan[cell]} arrive and {left:0.#} are left from before");
    }

    public static IResultTable Stores(SellThroughResult r)
    {
        var (before, after) = (Summaries.Carried(r.Pairs, r.Cells, r.Cells.Current), Summaries.Carried(r.Pairs, r.Cells, r.Solution.Plan));
        return new TableLayout<int>("by_store", "Stores")
            .Text("str_code", r.Options.One, s => r.Pairs.Stores[s]).Text("cluster", "Cluster", s => r.Pairs.Clusters[r.Pairs.ClusterOf[s]])
            .Money("sales_amt", "Sales", s => r.ByStore[s].Amount).Number("units_sold", "Units sold", s => r.ByStore[s].Sold).Number("units_supplied", "Units supplied", s => r.ByStore[s].Supplied)
            .Percent("observed_sellthrough_rate", "Observed rate", s => r.ByStore[s].ObservedRate, "What happened.").Percent("baseline_sellthrough_rate", "Baseline rate", s => r.ByStore[s].BaselineRate, "The current allocation under the believed demand.")
            .Percent("optimized_sellthrough_rate", "Optimised rate", s => r.ByStore[s].OptimisedRate, "The plan under the believed demand.")
            .Number("units_planned", "Units planned", s => r.ByStore[s].Planned).Number("expected_sold_before", "Expected sold before", s => r.ByStore[s].Before).Number("expected_sold_after", "Expected sold after", s => r.ByStore[s].After)
            .Integer("products_before", "Products before", s => before[s]).Integer("products_after", "Products after", s => after[s])
            .OrderBy("str_code").IdentifiedBy("str_code").Of(Enumerable.Range(0, r.Pairs.Stores.Length).ToArray());
    }

    public static IResultTable Clusters(SellThroughResult r)
    {
        var sums = Summaries.ByCluster(r);
        var stores = Enumerable.Range(0, r.Pairs.Stores.Length).ToLookup(s => r.Pairs.ClusterOf[s]);
        return new TableLayout<int>("by_cluster", "Clusters")
            .Text("cluster", "Cluster", c => r.Pairs.Clusters[c]).Integer("stores", "Stores", c => stores[c].Count()).Money("sales_amt", "Sales", c => sums[c].Amount)
            .Number("units_sold", "Units sold", c => sums[c].Sold).Number("units_supplied", "Units supplied", c => sums[c].Supplied).Number("units_planned", "Units planned", c => sums[c].Planned)
            .Percent("observed_sellthrough_rate", "Observed rate", c => sums[c].ObservedRate, "What happened.").Percent("baseline_sellthrough_rate", "Baseline rate", c => sums[c].BaselineRate, "The current allocation under the believed demand.")
            .Percent("optimized_sellthrough_rate", "Optimised rate", c => sums[c].OptimisedRate, "The plan under the believed demand.")
            .Percent("potential_estimate", "Potential estimate", c => r.Derived.Potential[c].Optimised, "The old pipeline's figure: fixed factors, no plan behind it.")
            .Number("expected_sold_before", "Expected sold before", c => sums[c].Before).Number("expected_sold_after", "Expected sold after", c => sums[c].After)
            .OrderBy("cluster").IdentifiedBy("cluster").Of(Enumerable.Range(0, sums.Length).ToArray());
    }

    private sealed record Move(string From, string To, long Units, long Products);

    private static readonly TableLayout<Move> MoveTable = new TableLayout<Move>("moves", "Units that move between stores", inWorkbook: false)
        .Text("from", "From", m => m.From).Text("to", "To", m => m.To).Integer("units", "Units", m => m.Units).Integer("products", "Products", m => m.Products).OrderBy("-units", "from", "to").IdentifiedBy("from", "to");

    /// <summary>The largest flows: what leaves a store goes, product by product, to those that gain, in their order; what nobody gains stays in the warehouse.</summary>
    public static IResultTable Moves(SellThroughResult r)
    {
        var flows = new Dictionary<(int From, int To), (long Units, long Products)>();
        for (int from = 0, to; from < r.Cells.Count; from = to)
        {
            to = from;
            while (to < r.Cells.Count && r.Cells.Product[to] == r.Cells.Product[from]) to++;
            for (var period = 0; period < r.Cells.Periods; period++) Pair(r, from + period, to, flows);
        }
        return MoveTable.Of([.. flows.Select(f => new Move(r.Pairs.Stores[f.Key.From], f.Key.To < 0 ? "(held back)" : r.Pairs.Stores[f.Key.To], f.Value.Units, f.Value.Products))
            .OrderByDescending(m => m.Units).ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal).Take(MostMoves)]);
    }

    private static void Pair(SellThroughResult r, int from, int to, Dictionary<(int, int), (long Units, long Products)> flows)
    {
        var (taker, open) = (from, 0);
        for (var giver = from; giver < to; giver += r.Cells.Periods)
            for (var left = r.Cells.Current[giver] - r.Solution.Plan[giver]; left > 0;)
            {
                while (open == 0 && taker < to)
                    if (r.Solution.Plan[taker] - r.Cells.Current[taker] is var gain && gain > 0) open = gain;
                    else taker += r.Cells.Periods;
                var units = open == 0 ? left : Math.Min(left, open);
                var key = (r.Cells.Store[giver], open == 0 ? -1 : r.Cells.Store[taker]);
                var flow = flows.GetValueOrDefault(key);
                flows[key] = (flow.Units + units, flow.Products + 1);
                left -= units;
                if (open == 0) continue;
                open -= units;
                if (open == 0) taker += r.Cells.Periods;
            }
    }
}
