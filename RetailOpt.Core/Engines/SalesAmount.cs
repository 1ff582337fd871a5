using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Engines;

/// <summary>The money of a row of the sales in portable SQL.</summary>
/// <param name="Sql">An expression over the columns of the alias; never empty.</param>
/// <param name="Told">What a person must know of it, or null.</param>
internal sealed record SalesAmount(string Sql, Notice? Told)
{
    /// <summary>The amount; else quantity times unit price; else the quantity, which is told.</summary>
    /// <exception cref="InputException">There is none of them.</exception>
    public static SalesAmount Of(IQueryEngine data, string alias)
    {
        if (data.Has("sales", "amount")) return new($"COALESCE({alias}.amount, 0)", null);
        if (!data.Has("sales", "quantity")) throw new InputException($"The sales of '{data.Name}' have neither an amount nor a quantity. Map a column to one of them.");
        return data.Has("sales", "unit_price") ? new($"COALESCE({alias}.quantity * {alias}.unit_price, 0)", null)
            : new($"COALESCE({alias}.quantity, 0)", new(NoticeLevel.Warning, "The sales have no amount: units stand for it."));
    }
}

/// <summary>The rows of the sales between two days in portable SQL.</summary>
/// <param name="Where">A WHERE clause, with a blank before it, or nothing.</param>
/// <param name="Arguments">Its parameters.</param>
internal sealed record SalesPeriod(string Where, IReadOnlyDictionary<string, object> Arguments)
{
    /// <summary>Both days belong to the period; null leaves that end open.</summary>
    /// <exception cref="InputException">A day is given and the sales have no dates.</exception>
    public static SalesPeriod Of(IQueryEngine data, string alias, DateOnly? from, DateOnly? to)
    {
        if ((from ?? to) is not null && !data.Has("sales", "date")) throw new InputException($"The sales of '{data.Name}' have no dates, so a period cannot be chosen. Map a column to date, or leave from and to empty.");
        return Between(alias, from, to);
    }

    /// <summary>The rows of any table with dates between two days; both belong to the period, null leaves that end open.</summary>
    public static SalesPeriod Between(string alias, DateOnly? from, DateOnly? to)
    {
        var arguments = new Dictionary<string, object>();
        var conditions = new List<string>();
        if (from is { } first) Add("from", ">=", first);
        if (to is { } last) Add("to", "<=", last);
        return new(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}", arguments);

        void Add(string name, string compare, DateOnly day)
        {
            conditions.Add($"{alias}.date {compare} ${name}");
            arguments[name] = day;
        }
    }
}
