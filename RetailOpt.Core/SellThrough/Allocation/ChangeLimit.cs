namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>How far a cell may move from its baseline.</summary>
public static class ChangeLimit
{
    /// <summary>Least and most units: the baseline more or less max(1, floor(share * current)); a cell without units stays closed unless openings are allowed.</summary>
    /// <param name="current">Units of the baseline, at least 0.</param>
    /// <param name="share">The limit, 0 or more; infinite for none.</param>
    /// <param name="openings">Whether a cell without units may get some.</param>
    /// <param name="supply">Units that a cell without a limit may get at most.</param>
    public static (int Least, int Most) Of(int current, double share, bool openings, int supply)
    {
        if (current == 0 && !openings) return (0, 0);
        var change = Math.Min(Math.Max(1, Math.Floor(share * current)), Math.Max(current, supply));
        return (Math.Max(0, current - (int)change), (int)Math.Min(current + change, Math.Max(current, supply)));
    }
}
