using System.Globalization;
using System.IO.Compression;
using System.Xml;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>One worksheet with its formatted table.</summary>
internal sealed class Sheet(TableSchema schema, int number, string name)
{
    /// <summary>Characters that a cell holds.</summary>
    public const int LongestText = 32_767;

    // Excel counts days from here for all days from March 1900 on; before, its calendar is wrong
    private static readonly DateOnly Zero = new(1899, 12, 30), FirstDay = new(1900, 3, 1);
    private readonly string[] _letters = [.. Enumerable.Range(1, schema.Columns.Count).Select(Letters)];
    private int _row;

    /// <summary>Its name on the tab.</summary>
    public string Name => name;

    /// <summary>Texts that were too long for a cell.</summary>
    public long CutTexts { get; private set; }

    /// <summary>Writes rows, beginning with the current one if <paramref name="any"/>, until the sheet is full; tells whether the enumerator stands on a further row.</summary>
    public bool Write(ZipArchive zip, IEnumerator<object?[]> rows, bool any, int most, CancellationToken ct)
    {
        var headers = Headers();
        using (var xml = WorkbookParts.Part(zip, $"xl/worksheets/sheet{number}.xml"))
        {
            Begin(xml);
            WriteRow(xml, headers, header: true);
            for (; any && _row <= most; any = rows.MoveNext())
            {
                if ((_row & 1023) == 0) ct.ThrowIfCancellationRequested();
                WriteRow(xml, rows.Current, header: false);
            }
            End(xml);
        }
        WriteTable(zip, headers);
        return any;
    }

    private void Begin(XmlWriter xml)
    {
        xml.WriteStartElement("worksheet", WorkbookParts.Main);
        xml.WriteRaw($"""<sheetViews><sheetView {(number == 1 ? "tabSelected=\"1\" " : "")}workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var i = 0; i < schema.Columns.Count; i++) xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{Width(schema.Columns[i])}" customWidth="1"/>"""));
        xml.WriteRaw("</cols>");
        xml.WriteStartElement("sheetData");
    }

    private static void End(XmlWriter xml)
    {
        xml.WriteEndElement();
        xml.WriteRaw($"""<tableParts count="1"><tablePart xmlns:r="{WorkbookParts.Relations}" r:id="rId1"/></tableParts>""");
        xml.WriteEndElement();
    }

    private void WriteRow(XmlWriter xml, object?[] cells, bool header)
    {
        _row++;
        var row = _row.ToString(CultureInfo.InvariantCulture);
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", row);
        for (var i = 0; i < cells.Length; i++)
            if (cells[i] is { } cell) WriteCell(xml, _letters[i] + row, cell, header ? Style.Header : StyleOf(schema.Columns[i].Type));
        xml.WriteEndElement();
    }

    private void WriteCell(XmlWriter xml, string place, object cell, Style style)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
        switch (cell)
        {
            case bool flag: WriteValue(xml, "b", flag ? "1" : "0"); break;
            case DateOnly day when day >= FirstDay: WriteValue(xml, null, (day.DayNumber - Zero.DayNumber).ToString(CultureInfo.InvariantCulture)); break;
            case double number when !double.IsFinite(number): WriteText(xml, Cells.Text(cell)); break;
            case long or double or decimal: WriteValue(xml, null, Cells.Text(cell)); break;
            default: WriteText(xml, Cells.Text(cell)); break;
        }
        xml.WriteEndElement();
    }

    private static void WriteValue(XmlWriter xml, string? type, string value)
    {
        if (type is not null) xml.WriteAttributeString("t", type);
        xml.WriteElementString("v", value);
    }

    private void WriteText(XmlWriter xml, string text)
    {
        if (text.Length > LongestText)
        {
            CutTexts++;
            text = text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
        }
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(XmlText.Escaped(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteTable(ZipArchive zip, string[] headers)
    {
        // a table needs a row below its header, even an empty one
        var place = string.Create(CultureInfo.InvariantCulture, $"A1:{_letters[^1]}{Math.Max(2, _row)}");
        using (var xml = WorkbookParts.Part(zip, $"xl/tables/table{number}.xml"))
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            xml.WriteStartElement("table", WorkbookParts.Main);
            foreach (var (key, value) in new[] { ("id", id), ("name", $"table_{id}"), ("displayName", $"table_{id}"), ("ref", place), ("totalsRowShown", "0") }) xml.WriteAttributeString(key, value);
            xml.WriteRaw($"""<autoFilter ref="{place}"/>""");
            xml.WriteStartElement("tableColumns");
            xml.WriteAttributeString("count", headers.Length.ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < headers.Length; i++)
            {
                xml.WriteStartElement("tableColumn");
                xml.WriteAttributeString("id", (i + 1).ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("name", XmlText.Escaped(headers[i]));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
            xml.WriteRaw("""<tableStyleInfo name="TableStyleLight9" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>""");
            xml.WriteEndElement();
        }
        WorkbookParts.WriteRelations(zip, $"xl/worksheets/_rels/sheet{number}.xml.rels", [("table", $"../tables/table{number}.xml")]);
    }

    // Excel repairs a table whose headers are empty, or alike but for case.
    private string[] Headers()
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. schema.Columns.Select((c, i) =>
        {
            var wish = string.IsNullOrWhiteSpace(c.Key) ? $"Column{i + 1}" : c.Key[..Math.Min(c.Key.Length, 200)].ReplaceLineEndings(" ");
            return taken.Add(wish) ? wish : Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{wish}_{n}").First(taken.Add);
        })];
    }

    private static int Width(Column column) => Math.Clamp(column.Key.Length + 4, column.Type == ColumnType.Text ? 20 : 12, 60);

    private static Style StyleOf(ColumnType type) => type switch
    {
        ColumnType.Text => Style.Text,
        ColumnType.Integer => Style.Integer,
        ColumnType.Money => Style.Money,
        ColumnType.Percent => Style.Percent,
        ColumnType.Date => Style.Date,
        _ => Style.General,
    };

    private static string Letters(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : Letters((column - 1) / 26) + (char)('A' + ((column - 1) % 26));
}
