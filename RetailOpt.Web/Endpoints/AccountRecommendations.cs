using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Runs;

namespace RetailOpt.Web.Endpoints;

/// <summary>An item of another recommender, with the rank that it has among ours.</summary>
internal sealed record ExternalOffer(string Item, double? Score, string? Reason, int? OurRank);

/// <summary>What another recommender said, or why it said nothing.</summary>
internal sealed record ExternalPart(string Source, double Milliseconds, string? Error, IReadOnlyList<ExternalOffer> Recommendations);

/// <summary>An account's recommendations as other systems get them; docs/account-recommendations.schema.json.</summary>
internal sealed record AccountAnswer(
    string Dataset, string DatasetId, string Account, string? Segment, string RankedBy, string RankedWhy, DateOnly? RulesAsOf, int Rules, double Milliseconds,
    IReadOnlyList<AccountOffer> Recommendations, IReadOnlyList<string> Notices, ExternalPart? External);

/// <summary>GET /api/v1/datasets/{dataset}/accounts/{account}/recommendations: what to offer to an account, from a model that stays loaded; every option of the analysis may be given as a parameter.</summary>
internal static class AccountRecommendations
{
    private const string Analysis = "cross-sell-account-recommendations", Account = "account", Data = "data";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void MapAccountRecommendations(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/datasets/{dataset}/accounts/{account}/recommendations", AnswerAsync).RequireKey();

    private static async Task<IResult> AnswerAsync(string dataset, string account, HttpRequest request, RunRegistry registry, IInputs inputs, IAnswers answers, [FromServices] IEnumerable<IExternalRecommender> external, CancellationToken ct)
    {
        var schema = registry.Require(Analysis).Options;
        var (options, errors) = schema.FromText(request.Query.Where(q => !q.Key.Equals(Account, StringComparison.OrdinalIgnoreCase)).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())));
        if (errors.Count > 0) return ApiAccess.Problem(StatusCodes.Status400BadRequest, string.Join(" ", errors.Select(e => e.Message)));
        options = schema.With(options, Account, account);
        if (await inputs.FindDatasetAsync(dataset, ct) is not { } found) return ApiAccess.Problem(StatusCodes.Status404NotFound, $"There is no dataset '{dataset}'.");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var other = external.FirstOrDefault()?.AskAsync(account, ((AccountOptions)options).MaxRecommendations, ended.Token); // while ours are made
        try
        {
            var asked = new RunRequest(Analysis, new Dictionary<string, InputRef> { [Data] = inputs.Dataset(found.Id) }, schema.ToJson(options), 0, "api");
            var answer = await answers.AskAsync(asked, $"api-{Guid.NewGuid():N}", ct);
            return Results.Json(Of(found.Name, found.Id, answer, other is null ? null : await other), Json);
        }
        catch (InputException e)
        {
            await ended.CancelAsync();
            return ApiAccess.Problem(StatusCodes.Status404NotFound, e.Message);
        }
    }

    private static AccountAnswer Of(string name, string id, Answer answer, ExternalAnswer? external)
    {
        var result = (AccountResult)answer.Result;
        var ours = result.Offers;
        return new(name, id, result.AccountId, result.Segment, result.RankedByLearned ? "learned" : "rules", result.RankedWhy, result.AsOf, result.Rules, Math.Round(answer.SolveTime.TotalMilliseconds, 3), ours, [.. answer.Report.Notices.Select(n => n.Text)],
            external is null ? null : new(external.Source, Math.Round(external.Milliseconds, 3), external.Error, [.. external.Items.Select(i => new ExternalOffer(i.Item, i.Score, i.Reason, ours.FirstOrDefault(o => o.Item == i.Item)?.Rank))]));
    }
}
