namespace RetailOpt.Web.Pages.Live;

/// <summary>What a person looks at on a page, as the address holds it beside dataset and options; a record, compared by its values.</summary>
public interface IPageView<TSelf> where TSelf : IPageView<TSelf>
{
    /// <summary>Key of the analysis that answers it.</summary>
    string Analysis { get; }

    /// <summary>Reads an address; what it does not say, or says wrongly, is as usual.</summary>
    static abstract TSelf From(IReadOnlyDictionary<string, string> query);

    /// <summary>What the address must say, by every key that the view owns; null where it is as usual. A key of it is no option of the analysis.</summary>
    IEnumerable<(string Key, string? Value)> ToQuery();

    /// <summary>What is left of it when another dataset is chosen.</summary>
    TSelf Elsewhere();
}
