namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>What a line of sales says; all texts are places, money in the dataset's currency.</summary>
/// <param name="Customer">Place of the account; -1 where the line names none.</param>
/// <param name="Week">Weeks since the first day of the log.</param>
/// <param name="Basket">Place of the basket.</param>
/// <param name="Product">Place of the product.</param>
/// <param name="Quantity">Units, above 0.</param>
/// <param name="Net">What was paid for the line.</param>
/// <param name="Discount">What was taken off, at least 0.</param>
internal readonly record struct LogLine(int Customer, int Week, int Basket, int Product, double Quantity, double Net, double Discount);

/// <summary>
/// Sales as the metrics read them, real or synthetic: the lines in the order of customer, week and basket, and what is known of the products.
/// Immutable.
/// </summary>
internal sealed class ShoppingLog
{
    /// <param name="lines">Lines in any order.</param>
    /// <param name="customers">Customers that there are, also those who bought nothing.</param>
    /// <param name="weeks">Weeks that the log covers.</param>
    /// <param name="shelves">What is known of each product.</param>
    /// <param name="knows">What the source of the lines can tell.</param>
    public ShoppingLog(LogLine[] lines, int customers, int weeks, Shelves shelves, Known knows)
    {
        var keys = Array.ConvertAll(lines, l => ((long)(l.Customer + 1) << 40) | ((long)l.Week << 30) | (uint)(l.Basket & 0x3FFFFFFF));
        Array.Sort(keys, lines);
        (Lines, Customers, Weeks, Shelves, Knows) = (lines, customers, weeks, shelves, knows);
    }

    /// <summary>By customer, week and basket.</summary>
    public IReadOnlyList<LogLine> Lines { get; }
    /// <summary>Customers that there are, also those who bought nothing.</summary>
    public int Customers { get; }
    /// <summary>Weeks that the log covers.</summary>
    public int Weeks { get; }
    /// <summary>What is known of each product.</summary>
    public Shelves Shelves { get; }
    /// <summary>What the source of the lines can tell.</summary>
    public Known Knows { get; }
}

/// <summary>Category and brand of each product, as places; -1 where unknown.</summary>
internal sealed record Shelves(int[] Category, int[] Brand)
{
    /// <summary>Products known.</summary>
    public int Count => Category.Length;
    /// <summary>Categories known.</summary>
    public int Categories { get; } = Category.DefaultIfEmpty(-1).Max() + 1;
}

/// <summary>What a source of sales can tell; a metric that needs what is missing is named, never guessed.</summary>
[Flags]
internal enum Known
{
    /// <summary>Lines with product, week and quantity.</summary>
    Nothing = 0,
    /// <summary>Who bought.</summary>
    Customers = 1,
    /// <summary>What was paid.</summary>
    Prices = 2,
    /// <summary>What was taken off.</summary>
    Discounts = 4,
    /// <summary>The category of products.</summary>
    Categories = 8,
    /// <summary>The brand of products.</summary>
    Brands = 16,
    /// <summary>Everything.</summary>
    All = 31,
}
