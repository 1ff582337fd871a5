using RetailOpt.Core.Pricing.Choices;

namespace RetailOpt.Core.Pricing.Scenarios;

public sealed partial class PricingProblem
{
    private int[]? blocks;

    /// <summary>What the choice brings that gives a SKU this path, with all SKUs that share it; without steps, the SKU alone.</summary>
    internal Totals SumsChosen(int sku, double[] path)
    {
        if (Table is not { } table) return SumsAlong(sku, path);
        var (from, to) = RangeOf(sku);
        for (var c = from; c < to; c++)
            if (table.Paths is { } paths ? paths[c].AsSpan().SequenceEqual(path) : table.Md[c] == path[0]) return table.Of(c);
        throw new ArgumentException("The SKU has no such choice.", nameof(path));
    }

    /// <summary>The choices of a SKU on steps whose markdown does not move, with what each brings for all SKUs that share it.</summary>
    internal IEnumerable<(double Md, Totals Sums)> SteadyChoices(int sku)
    {
        var (from, to) = RangeOf(sku);
        for (var c = from; c < to; c++)
            if (Table!.Paths is not { } paths || paths[c][0] == paths[c][^1]) yield return (Table.Paths?[c][0] ?? Table.Md[c], Table.Of(c));
    }

    private (int From, int To) RangeOf(int sku)
    {
        var block = (blocks ??= BlocksOf())[sku];
        return (Table!.Starts[block], Table.Starts[block + 1]);
    }

    private int[] BlocksOf()
    {
        var of = new int[Count];
        for (var b = 0; b < Table!.Blocks; b++)
            foreach (var sku in Table.SkusOf(b)) of[sku] = b;
        return of;
    }
}
