using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace RetailOpt.Core.Exports;

/// <summary>Formats of cells, in the order of the style sheet.</summary>
internal enum Style { General, Header, Text, Integer, Money, Percent, Date }

/// <summary>The parts of a workbook around its sheets.</summary>
internal static class WorkbookParts
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00##"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="yyyy\-mm\-dd"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    /// <summary>Opens a part for writing; only one may be open at a time.</summary>
    public static XmlWriter Part(ZipArchive zip, string path) => XmlWriter.Create(zip.CreateEntry(path, CompressionLevel.Fastest).Open(),
        new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true, NewLineHandling = NewLineHandling.Entitize });

    /// <summary>Writes styles, list of sheets, relations and content types, after the sheets.</summary>
    public static void Write(ZipArchive zip, IReadOnlyList<string> sheets)
    {
        using (var xml = Part(zip, "xl/styles.xml")) xml.WriteRaw(Styles);
        using (var xml = Part(zip, "xl/workbook.xml"))
        {
            xml.WriteStartElement("workbook", Main);
            xml.WriteAttributeString("xmlns", "r", null, Relations);
            xml.WriteRaw("<bookViews><workbookView activeTab=\"0\"/></bookViews>");
            xml.WriteStartElement("sheets");
            for (var i = 0; i < sheets.Count; i++)
            {
                xml.WriteStartElement("sheet");
                xml.WriteAttributeString("name", sheets[i]);
                xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("r", "id", Relations, string.Create(CultureInfo.InvariantCulture, $"rId{i + 1}"));
                xml.WriteEndElement();
            }
        }
        WriteRelations(zip, "xl/_rels/workbook.xml.rels", [.. Enumerable.Range(1, sheets.Count).Select(i => ("worksheet", $"worksheets/sheet{i}.xml")), ("styles", "styles.xml")]);
        WriteRelations(zip, "_rels/.rels", [("officeDocument", "xl/workbook.xml")]);
        WriteContentTypes(zip, sheets.Count);
    }

    /// <summary>Writes which parts a part refers to, as rId1, rId2 ...</summary>
    public static void WriteRelations(ZipArchive zip, string path, IReadOnlyList<(string Kind, string Target)> targets)
    {
        using var xml = Part(zip, path);
        xml.WriteStartElement("Relationships", Packages + "relationships");
        for (var i = 0; i < targets.Count; i++) xml.WriteRaw($"""<Relationship Id="rId{i + 1}" Type="{Relations}/{targets[i].Kind}" Target="{targets[i].Target}"/>""");
    }

    private static void WriteContentTypes(ZipArchive zip, int sheets)
    {
        using var xml = Part(zip, "[Content_Types].xml");
        xml.WriteStartElement("Types", Packages + "content-types");
        xml.WriteRaw("""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>""");
        Override("/xl/workbook.xml", "sheet.main");
        Override("/xl/styles.xml", "styles");
        for (var i = 1; i <= sheets; i++)
        {
            Override($"/xl/worksheets/sheet{i}.xml", "worksheet");
            Override($"/xl/tables/table{i}.xml", "table");
        }

        void Override(string part, string kind) => xml.WriteRaw($"""<Override PartName="{part}" ContentType="{Content}.{kind}+xml"/>""");
    }
}
