namespace RetailOpt.Web.Pages.Live;

/// <summary>Everything that a page shows of one answer in one view: made whole, off the page's thread, then swapped in.</summary>
public interface IShown<TSelf, TView> where TSelf : IShown<TSelf, TView>
{
    /// <summary>The answer.</summary>
    Answered Answered { get; }

    /// <summary>The view.</summary>
    TView View { get; }

    /// <summary>Makes it; what it shares with the one shown before may be taken over.</summary>
    static abstract TSelf Of(Answered answered, TView view, TSelf? before);
}
