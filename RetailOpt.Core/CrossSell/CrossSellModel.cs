using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Loading;

namespace RetailOpt.Core.CrossSell;

/// <summary>The baskets of a dataset, and what is known of their items and accounts.</summary>
public sealed class CrossSellModel : IModel
{
    internal CrossSellModel(CrossSellData data) => (Purchases, Window, Notices) = (data.Loaded.Purchases, data.Window, data.Notices);

    internal Purchases Purchases { get; }
    internal SalesWindow Window { get; }
    internal IReadOnlyList<Notice> Notices { get; }

    /// <inheritdoc/>
    public long Bytes => Purchases.Bytes;

    /// <summary>Reads it from the data of a run.</summary>
    internal static async Task<CrossSellModel> LoadAsync(RunInputs inputs, CrossSellReading reading, IWork work, CancellationToken ct) =>
        new(await new CrossSellLoader(inputs.Require(CrossSellInputs.Data), reading).LoadAsync(work, ct));
}
