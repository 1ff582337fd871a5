namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>What the threads of one mining share: what is wanted, how much was found, and whether to end.</summary>
internal sealed class MiningRun(MiningOptions options, CancellationToken cancel)
{
    private readonly Lock _gate = new();
    private double _found;
    private volatile bool _tooMany, _sizeCap, _ended;

    public MiningOptions Options => options;

    /// <summary>Whether an itemset was left out because it is longer than <see cref="MiningOptions.MaxSize"/>.</summary>
    public bool SizeCapHit => _sizeCap;

    /// <summary>Whether the search was given up because it finds more than <see cref="MiningOptions.MaxItemsets"/>.</summary>
    public bool TooMany => _tooMany;

    public void NoteSizeCap() => _sizeCap = true;

    /// <summary>Adds to what was found.</summary>
    /// <exception cref="SearchEndedException">There is more than may be.</exception>
    public void Add(double itemsets)
    {
        lock (_gate) _found += itemsets;
        if (_found > options.MaxItemsets && !options.Unlimited) _tooMany = _ended = true;
        Continue();
    }

    /// <summary>Ends all threads soon: one has failed.</summary>
    public void End() => _ended = true;

    /// <summary>Ends the thread that asks where the search shall end.</summary>
    public void Continue()
    {
        cancel.ThrowIfCancellationRequested();
        if (_ended) throw new SearchEndedException();
    }
}

/// <summary>Unwinds a search that ends for a reason that another thread tells, or because there is too much.</summary>
internal sealed class SearchEndedException : Exception;
