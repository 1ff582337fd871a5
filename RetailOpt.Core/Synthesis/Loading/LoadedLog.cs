using RetailOpt.Core.Analyses;
using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Core.Synthesis.Loading;

/// <summary>A product as the source describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, else its id.</param>
/// <param name="Category">Its category; null where unknown.</param>
/// <param name="Brand">Its brand; null where unknown.</param>
/// <param name="Size">Its size as it is written; null where unknown.</param>
internal sealed record SoldProduct(string Id, string Name, string? Category, string? Brand, string? Size);

/// <summary>A log, and what there was to say while it was read.</summary>
/// <param name="Log">The lines.</param>
/// <param name="Products">The products by place.</param>
/// <param name="FirstDay">The first day of its first week.</param>
/// <param name="Notices">What was left out.</param>
internal sealed record LoadedLog(ShoppingLog Log, IReadOnlyList<SoldProduct> Products, DateOnly FirstDay, IReadOnlyList<Notice> Notices)
{
    /// <summary>Memory that it holds, in bytes, about.</summary>
    public long Bytes => 48L * Log.Lines.Count + 200L * Products.Count;

    /// <summary>The weeks from one to another, both included, counted from 0; the customers stay those of the whole.</summary>
    public ShoppingLog Weeks(int from, int to) => new([.. Log.Lines.Where(l => l.Week >= from && l.Week <= to).Select(l => l with { Week = l.Week - from })], Log.Customers, to - from + 1, Log.Shelves, Log.Knows);
}
