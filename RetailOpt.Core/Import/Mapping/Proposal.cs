using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Mapping;

/// <summary>A canonical column that a header fills, and how sure that is (1: said so, or its own key).</summary>
internal sealed record Target(string Table, string Column, double Confidence);

/// <summary>The table that a file's rows are, and the targets of each header.</summary>
internal sealed record Proposal(string? Table, IReadOnlyList<IReadOnlyList<Target>> Targets)
{
    private static readonly string[] Dimensions = ["products", "stores", "accounts", "price_bounds", "clusters", "supply", "store_attributes", "product_roles", "price_bands"];
    private const double SalesBonus = 3, HintBonus = 5;

    /// <summary>Proposes targets by name and alias, then lays the corrections over them.</summary>
    /// <exception cref="InputException">A correction names what is not there.</exception>
    public static Proposal Make(string name, string leaf, IReadOnlyList<string> headers, FileMapping? correction)
    {
        var normal = headers.Select(Headers.Normal).ToArray();
        var said = Said(name, headers, correction);
        var table = correction?.Table ?? Recognise(leaf, normal, said);
        var targets = headers.Select(_ => new List<Target>()).ToArray();
        if (table is not null)
        {
            table = Canonical.Tables[table].Name;
            Resolve(name, table, said, targets);
            FillOwn(Canonical.Tables[table], normal, said, targets);
            FillDimensions(table, normal, said, targets);
            if (table == "sales") KeepCategories(targets);
            Refuse(name, headers, targets);
        }
        return new(table, [.. targets.Select(t => (IReadOnlyList<Target>)t)]);
    }

    /// <summary>The corrected headers by position, each with its targets as they were written.</summary>
    private static Dictionary<int, string[]> Said(string name, IReadOnlyList<string> headers, FileMapping? correction)
    {
        var said = new Dictionary<int, string[]>();
        foreach (var (header, written) in correction?.Columns ?? new Dictionary<string, string>())
        {
            var at = -1;
            for (var i = 0; i < headers.Count && at < 0; i++) if (Headers.Normal(headers[i]) == Headers.Normal(header)) at = i;
            if (at < 0) throw new InputException($"{name} has no column '{header}', which the mapping names. It has {string.Join(", ", headers.Take(30))}.");
            said[at] = [.. MappingPlan.Targets(written)];
        }
        return said;
    }

    private static void Resolve(string name, string table, Dictionary<int, string[]> said, List<Target>[] targets)
    {
        foreach (var (at, written) in said)
            foreach (var target in written)
            {
                var (named, column) = MappingPlan.Split(target);
                if (!Canonical.Tables.TryGetValue(named ?? table, out var schema) || schema.IndexOf(column) < 0)
                    throw new InputException($"{name}: the mapping names {named ?? table}.{column}, which does not exist.");
                targets[at].Add(new(schema.Name, schema[column].Key, 1));
            }
    }

    /// <summary>Two headers for one column are a mistake, but for those that are summed.</summary>
    private static void Refuse(string name, IReadOnlyList<string> headers, List<Target>[] targets)
    {
        var twice = targets.SelectMany((list, at) => list.Select(t => (t.Table, t.Column, At: at))).GroupBy(t => (t.Table, t.Column)).FirstOrDefault(g => g.Count() > 1 && !IsSum(g.Key.Table, g.Key.Column));
        if (twice is not null) throw new InputException($"{name}: the columns {string.Join(" and ", twice.Select(t => headers[t.At]))} are both mapped to {twice.Key.Table}.{twice.Key.Column}; only one can be.");
    }

    /// <summary>The table whose columns the headers name best. Sales are preferred where they are possible, and the file's name counts.</summary>
    private static string? Recognise(string leaf, string[] normal, Dictionary<int, string[]> said) => Canonical.Tables.Values
        .Select(table => (table.Name, Columns: Matched(table, normal, said)))
        .Where(t => TableNeeds.Missing(t.Name, t.Columns.Keys) is null)
        .Select(t => (t.Name, Score: t.Columns.Values.Sum() + (t.Name == "sales" ? SalesBonus : 0) + (TableNeeds.Hinted(t.Name, leaf) ? HintBonus : 0)))
        .OrderByDescending(t => t.Score).Select(t => t.Name).FirstOrDefault();

    private static Dictionary<string, double> Matched(TableSchema table, string[] normal, Dictionary<int, string[]> said)
    {
        var matched = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.Columns.Where(c => !IsKept(table.Name, c.Key)))
            for (var i = 0; i < normal.Length; i++)
            {
                var confidence = said.TryGetValue(i, out var written)
                    ? written.Any(w => MappingPlan.Split(w) is var (t, c) && c.Equals(column.Key, StringComparison.OrdinalIgnoreCase) && (t is null || t == table.Name)) ? 1 : 0
                    : Headers.Confidence(normal[i], table, column);
                if (confidence > matched.GetValueOrDefault(column.Key)) matched[column.Key] = confidence;
            }
        return matched;
    }

    /// <summary>Gives each column of the file's own table the header that names it best; discounts take all of theirs, to be summed.</summary>
    private static void FillOwn(TableSchema table, string[] normal, Dictionary<int, string[]> said, List<Target>[] targets)
    {
        foreach (var column in table.Columns.Where(c => !IsMade(c) && !IsKept(table.Name, c.Key) && !Taken(targets, table.Name, c.Key)))
        {
            var found = Free(normal, said, targets).Select(i => (At: i, Confidence: Headers.Confidence(normal[i], table, column)))
                .Where(m => m.Confidence > 0).OrderByDescending(m => m.Confidence);
            foreach (var (at, confidence) in found.Take(IsSum(table.Name, column.Key) ? int.MaxValue : 1)) targets[at].Add(new(table.Name, column.Key, confidence));
        }
    }

    /// <summary>Gives the headers that are left to the tables whose key the file has: a category in a sales file is the product's.</summary>
    private static void FillDimensions(string own, string[] normal, Dictionary<int, string[]> said, List<Target>[] targets)
    {
        bool HasKey(string key) => Taken(targets, own, key);
        var bounded = Canonical.Tables["price_bounds"].Columns.Where(c => c.Key.StartsWith("md_", StringComparison.Ordinal))
            .Any(c => normal.Any(n => Headers.Confidence(n, Canonical.Tables["price_bounds"], c) > 0));
        var reachable = Dimensions.Where(t => t != own && own is not ("campaign_targets" or "campaign_products" or "coupon_redemptions" or "promotions"))
            .Where(t => Canonical.Tables[t].Identity.Where(k => k != "date").All(HasKey)).ToArray();
        foreach (var at in Free(normal, said, targets).ToArray())
        {
            var best = (from t in reachable
                        where t != "price_bounds" || bounded || !HasKey("store")
                        where t != "supply" || !bounded
                        let schema = Canonical.Tables[t]
                        from c in schema.Columns
                        where !schema.Identity.Contains(c.Key) && !Taken(targets, t, c.Key)
                        let confidence = Headers.Confidence(normal[at], schema, c)
                        where confidence > 0
                        orderby confidence descending
                        select new Target(t, c.Key, confidence * .95)).FirstOrDefault();
            if (best is not null) targets[at].Add(best);
        }
        if (bounded && own != "price_bounds" && reachable.Contains("price_bounds")) ShareListPrice(own, targets);
        foreach (var table in targets.SelectMany(t => t).Select(t => t.Table).Distinct().Where(t => t != own && Canonical.Tables[t].Identity.Count > 0).ToArray())
            foreach (var key in Canonical.Tables[table].Identity.Where(k => !Taken(targets, table, k)))
                foreach (var list in targets.Where(l => l.Any(t => t.Table == own && t.Column == key))) list.Add(new(table, key, 1));
    }

    /// <summary>With markdown bounds beside it, a list price is also the MSRP that they refer to.</summary>
    private static void ShareListPrice(string own, List<Target>[] targets)
    {
        if (Taken(targets, "price_bounds", "msrp")) return;
        foreach (var list in targets)
            if (list.Find(t => t.Table == own && t.Column == "list_price") is { } price) list.Add(new("price_bounds", "msrp", price.Confidence * .95));
    }

    /// <summary>A category in a sales file is the product's; the row keeps its own too, since a product may be sold in two.</summary>
    private static void KeepCategories(List<Target>[] targets)
    {
        foreach (var column in Canonical.Tables["sales"].Columns.Where(c => IsKept("sales", c.Key) && !Taken(targets, "sales", c.Key)))
            foreach (var list in targets)
                if (list.Find(t => t.Table == "products" && t.Column == column.Key) is { } found) list.Add(found with { Table = "sales" });
    }

    /// <summary>Whether the column only keeps what another table's column is given.</summary>
    private static bool IsKept(string table, string column) => table == "sales" && column is ("category" or "subcategory");

    /// <summary>Whether several headers sum into the column.</summary>
    public static bool IsSum(string table, string column) => table == "sales" && column is "discount";

    /// <summary>Whether the import makes the column itself.</summary>
    public static bool IsMade(Column column) => column.Key is "source_line" or "source_file";

    private static bool Taken(List<Target>[] targets, string table, string column) => targets.Any(l => l.Any(t => t.Table == table && t.Column == column));

    private static IEnumerable<int> Free(string[] normal, Dictionary<int, string[]> said, List<Target>[] targets) =>
        Enumerable.Range(0, normal.Length).Where(i => normal[i].Length > 0 && !said.ContainsKey(i) && targets[i].Count == 0);
}
