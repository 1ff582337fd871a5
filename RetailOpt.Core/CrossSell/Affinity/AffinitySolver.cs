using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell.Affinity;

/// <summary>Affinity between the items shown, which are in an order that puts alike ones beside each other.</summary>
/// <param name="Model">What it was made of.</param>
/// <param name="Total">Transactions.</param>
/// <param name="Items">Items in the order shown.</param>
/// <param name="Support">Transactions with each.</param>
/// <param name="Together">Transactions with both of two.</param>
/// <param name="Affinity">In [0, 1], symmetric, 1 on the diagonal.</param>
public sealed record AffinityResult(CrossSellModel Model, int Total, int[] Items, int[] Support, int[][] Together, double[][] Affinity);

/// <summary>
/// The co-occurrence matrix C over all items: C_ij transactions with both, C_ii with i. Only the rows of the items shown are made, each of full
/// length, so the cosine of two of them is over all items.
/// </summary>
internal static class AffinitySolver
{
    /// <exception cref="InputException">There is no such segment.</exception>
    public static AffinityResult Solve(CrossSellModel model, AffinityOptions options, IWork work, CancellationToken ct)
    {
        var purchases = model.Purchases;
        var transactions = Transactions.Of(purchases, options.CountBy, Transactions.Segment(purchases.Segments, options.Segment));
        work.Report(null, "Counting pairs");
        var supports = transactions.Supports(purchases.Items.Count);
        var shown = Enumerable.Range(0, supports.Length).Where(i => supports[i] > 0).OrderByDescending(i => supports[i]).ThenBy(i => i).Take(options.Items).ToArray();
        var rows = Rows(transactions, shown, supports.Length, ct);
        var affinity = Matrix(shown.Length, (i, j) => options.Measure == AffinityMeasure.Rows ? Cosine(rows[i], rows[j])
            : rows[i][shown[j]] / Math.Sqrt((double)supports[shown[i]] * supports[shown[j]]));
        var order = LeafOrder.Of(affinity);
        return new(model, transactions.Count, [.. order.Select(i => shown[i])], [.. order.Select(i => supports[shown[i]])],
            [.. order.Select(i => order.Select(j => rows[i][shown[j]]).ToArray())], [.. order.Select(i => order.Select(j => affinity[i][j]).ToArray())]);
    }

    private static int[][] Rows(Transactions transactions, int[] shown, int items, CancellationToken ct)
    {
        var place = new int[items];
        Array.Fill(place, -1);
        for (var i = 0; i < shown.Length; i++) place[shown[i]] = i;
        var rows = Array.ConvertAll(shown, _ => new int[items]);
        for (var t = 0; t < transactions.Count; t++)
        {
            if (t % 4096 == 0) ct.ThrowIfCancellationRequested();
            var basket = transactions[t];
            foreach (var item in basket)
            {
                if (place[item] is not (var i and >= 0)) continue;
                var row = rows[i];
                foreach (var other in basket) row[other]++;
            }
        }
        return rows;
    }

    private static double[][] Matrix(int size, Func<int, int, double> of)
    {
        var matrix = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
        for (var i = 0; i < size; i++)
        {
            matrix[i][i] = 1;
            for (var j = i + 1; j < size; j++) matrix[i][j] = matrix[j][i] = Math.Min(1, of(i, j));
        }
        return matrix;
    }

    private static double Cosine(int[] a, int[] b)
    {
        var (both, first, second) = (0.0, 0.0, 0.0);
        for (var k = 0; k < a.Length; k++)
        {
            both += (double)a[k] * b[k];
            first += (double)a[k] * a[k];
            second += (double)b[k] * b[k];
        }
        return both / (Math.Sqrt(first) * Math.Sqrt(second));
    }
}
