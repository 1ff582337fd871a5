using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>What a person must know of the rules behind recommendations.</summary>
internal static class RuleNotices
{
    public static IEnumerable<Notice> Of(RecommendationModel model)
    {
        var names = model.Books.Select(b => Invariant($"{(b.Segment < 0 ? Transactions.Everybody : model.Purchases.Segments.Names[b.Segment])} {b.Rules.Count:N0}"));
        yield return new(NoticeLevel.Info, $"Rules: {string.Join(", ", names)}{(model.Window.AsOf is { } day ? Invariant($"; mined from baskets to {day:yyyy-MM-dd}") : "")}.");
        if (model.New.Count > 0)
        {
            var age = model.New.Max(b => b.Day) is { } newest && model.Window.AsOf is { } asOf ? Invariant($" The newest is of {newest:yyyy-MM-dd}: the rules are {newest.DayNumber - asOf.DayNumber:N0} days older.") : "";
            yield return new(NoticeLevel.Info, Invariant($"{model.New.Count:N0} baskets have come since the rules were mined; they count as bought, and change no rule.{age}"), model.New.Count);
        }
        foreach (var book in model.Books.Skip(1).Where(b => b.Rules.Count == 0))
            yield return new(NoticeLevel.Info, $"The segment {model.Purchases.Segments.Names[book.Segment]} has no rules of its own: those of everybody are used.");
    }
}
