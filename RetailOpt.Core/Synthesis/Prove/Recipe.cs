using System.Text.Json;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Prove;

/// <summary>From what a synthetic retailer was made: options and seed, kept in its table truth_world.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Options">Its options as text.</param>
/// <param name="Like">Name of the dataset that it was made like; null of made groceries.</param>
/// <param name="Settings">The numbers of the choice model.</param>
internal sealed record Recipe(ulong Seed, IReadOnlyDictionary<string, string> Options, string? Like, ModelSettings Settings)
{
    private const string Table = "truth_world";
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web);

    /// <summary>The recipe of options.</summary>
    public static Recipe Of(GenerateOptions options, ulong seed, string? like, ModelSettings settings) => new(seed, OptionSchema.Of<GenerateOptions>().ToText(options), like, settings);

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Written);

    /// <summary>The recipe of a dataset.</summary>
    /// <exception cref="InputException">It was not made by the choice model.</exception>
    public static async Task<Recipe> ReadAsync(IQueryEngine data, CancellationToken ct)
    {
        if (data.Has(Table))
            await foreach (var batch in data.PullAsync(new("recipe", $"SELECT recipe FROM {Table} ORDER BY recipe", [new("recipe", "recipe", ColumnType.Text)]), ct))
                if (batch.Rows > 0) return Usable(JsonSerializer.Deserialize<Recipe>(batch.Column<string?>(0)[0]!, Written) ?? throw new InputException($"The recipe of '{data.Name}' is empty."), data.Name);
        throw new InputException($"'{data.Name}' has no table {Table}: only a retailer made by `generate` has a market that can be made again.");
    }

    private static Recipe Usable(Recipe recipe, string name) => recipe.Like is { } like
        ? throw new InputException($"'{name}' was made like '{like}', whose products are not in it: its market cannot be made again. Prove on a retailer that is made without --like.") : recipe;

    /// <summary>The wish that was made.</summary>
    /// <exception cref="InputException">It names an option that there is not, or a value that cannot be.</exception>
    public GenerateOptions Wish()
    {
        var schema = OptionSchema.Of<GenerateOptions>();
        var (options, errors) = schema.FromText(Options);
        return errors.Count == 0 ? (GenerateOptions)options : throw new InputException($"The recipe cannot be read: {errors[0].Message}");
    }

    /// <summary>The market, as it was.</summary>
    public Market Market(GenerateOptions wish) => MarketMaker.Make(CatalogueMaker.Make(wish.Products, wish.Affinities, Seed), Settings, wish.Plan, Seed);
}
