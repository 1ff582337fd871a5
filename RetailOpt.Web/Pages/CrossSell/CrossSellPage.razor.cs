using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>Cross-sell, live: a tab for each of its analyses; the address keeps tab, options and view.</summary>
public sealed partial class CrossSellPage
{
    private Task MoveAsync((string Key, object? Value) option) => ChangeAsync(Desk.Analysis.Options.With(Desk.Options, option.Key, option.Value));

    private async Task GiveAsync((string Input, GivenFile? File) given)
    {
        await Desk.GiveAsync(given.Input, given.File);
        WriteAddress();
    }
}
