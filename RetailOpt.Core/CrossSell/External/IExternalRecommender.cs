namespace RetailOpt.Core.CrossSell.External;

/// <summary>An item that another system recommends.</summary>
/// <param name="Item">Its id, as the other system has it.</param>
/// <param name="Score">Its score there, or null.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record ExternalItem(string Item, double? Score, string? Reason);

/// <summary>What another system said, or why it said nothing.</summary>
/// <param name="Source">Who was asked.</param>
/// <param name="Items">What it recommends, best first.</param>
/// <param name="Error">Why there is no answer, or null.</param>
/// <param name="Milliseconds">How long it took, tries and waits together.</param>
public sealed record ExternalAnswer(string Source, IReadOnlyList<ExternalItem> Items, string? Error, double Milliseconds);

/// <summary>Another recommender, to be shown beside ours. Its failure is an answer, never an exception.</summary>
public interface IExternalRecommender
{
    /// <summary>Asks for an account's recommendations.</summary>
    /// <param name="account">Id of the account.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="ct">Ends it early; then it throws.</param>
    Task<ExternalAnswer> AskAsync(string account, int most, CancellationToken ct);
}
