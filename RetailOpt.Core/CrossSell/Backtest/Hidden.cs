namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>The last basket of each account among those that may be seen, to be hidden from a recommender.</summary>
/// <param name="Baskets">By account; -1 where fewer than two may be seen.</param>
/// <param name="Seen">Whether a basket may still be seen.</param>
internal sealed record Hidden(int[] Baskets, bool[] Seen)
{
    /// <summary>Hides the last of the baskets that may be seen, of every account that has two.</summary>
    public static Hidden Last(Purchases purchases, bool[]? seen = null)
    {
        var (last, counts) = (purchases.Accounts.Select(_ => -1).ToArray(), new int[purchases.Accounts.Count]);
        for (var b = 0; b < purchases.Count; b++)
        {
            if (seen?[b] == false || purchases.AccountOf[b] is not (var account and >= 0)) continue;
            last[account] = b; // in the order of time
            counts[account]++;
        }
        var left = seen is null ? Enumerable.Repeat(true, purchases.Count).ToArray() : (bool[])seen.Clone();
        for (var a = 0; a < last.Length; a++)
        {
            if (counts[a] < 2) last[a] = -1;
            else left[last[a]] = false;
        }
        return new(last, left);
    }

    /// <summary>What an account buys for the first time in its hidden basket.</summary>
    public int[] News(Purchases purchases, int[] bought, int account) =>
        Baskets[account] < 0 ? [] : [.. purchases.Basket(Baskets[account]).ToArray().Where(i => Array.BinarySearch(bought, i) < 0)];
}
