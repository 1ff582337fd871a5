namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>What becomes of a set once its frequent extensions are known; the same for every way of finding them.</summary>
internal static class NodeRules
{
    /// <summary>Puts out what the path stands for; whether to search below it.</summary>
    /// <param name="support">Baskets with the chosen items.</param>
    /// <param name="candidates">Items that extend it and are searched below it.</param>
    /// <param name="excluded">Items that extend it and were searched before it.</param>
    public static bool Emit(MiningRun run, ItemPath path, ItemsetOutput output, int support, int candidates, int excluded)
    {
        var (kind, maxSize) = (run.Options.Kind, run.Options.MaxSize);
        if (kind == ItemsetKind.All)
        {
            output.AddFamily(path, support);
            if (path.Size + path.Perfect > maxSize) run.NoteSizeCap();
            return candidates > 0;
        }
        var size = path.Size + path.Perfect;
        var wanted = kind == ItemsetKind.Closed || candidates + excluded == 0;
        if (size <= maxSize && wanted) output.AddWhole(path, support);
        if (size > maxSize || size == maxSize && candidates > 0) run.NoteSizeCap();
        return candidates > 0 && size < maxSize;
    }
}
