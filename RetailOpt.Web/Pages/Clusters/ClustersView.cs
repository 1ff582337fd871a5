using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.Clusters;

/// <summary>The page looks at its answer in one way.</summary>
public sealed record ClustersView : IPageView<ClustersView>
{
    /// <inheritdoc/>
    public string Analysis => "clusters";

    /// <inheritdoc/>
    public static ClustersView From(IReadOnlyDictionary<string, string> query) => new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string? Value)> ToQuery() => [];

    /// <inheritdoc/>
    public ClustersView Elsewhere() => this;
}
