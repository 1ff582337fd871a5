namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>What is hidden from a recommender that is tried: the basket that each account is asked for, and all that came after the moment.</summary>
/// <param name="Baskets">The basket to name by account; -1 where there is none, or nothing before it.</param>
/// <param name="Seen">Whether a basket may still be seen.</param>
/// <param name="Day">The day from which on everything is hidden; null where each account's own last basket is.</param>
internal sealed record Hidden(int[] Baskets, bool[] Seen, int? Day)
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
        return new(last, left, null);
    }

    /// <summary>
    /// Hides the last share of the days that may be seen, of everybody; an account is asked for its first basket from then on, if it has one before.
    /// Null where there are too few days.
    /// </summary>
    public static Hidden? LastDays(Purchases purchases, double share, bool[]? seen = null)
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        for (var b = 0; b < purchases.Count; b++)
            if (seen?[b] != false) (first, last) = (Math.Min(first, purchases.Days[b]), Math.Max(last, purchases.Days[b]));
        if (first > last) return null;
        var day = last + 1 - (int)Math.Ceiling(share * (last - first + 1));
        if (day <= first) return null;
        var (next, before) = (purchases.Accounts.Select(_ => -1).ToArray(), new bool[purchases.Accounts.Count]);
        var left = new bool[purchases.Count];
        for (var b = 0; b < purchases.Count; b++)
        {
            if (seen?[b] == false) continue;
            left[b] = purchases.Days[b] < day;
            if (purchases.AccountOf[b] is not (var account and >= 0)) continue;
            if (left[b]) before[account] = true;
            else if (next[account] < 0 && before[account]) next[account] = b; // in the order of time
        }
        return new(next, left, day);
    }

    /// <summary>What an account buys for the first time in its hidden basket.</summary>
    public int[] News(Purchases purchases, int[] bought, int account) =>
        Baskets[account] < 0 ? [] : [.. purchases.Basket(Baskets[account]).ToArray().Where(i => Array.BinarySearch(bought, i) < 0)];
}
