using System.IO.Compression;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Import.Files;

/// <summary>Finds what a given file holds, by its bytes and never by its name.</summary>
internal static class SourceFinder
{
    /// <summary>The tables of text in a file: one, the members of an archive, or the sheets of a workbook.</summary>
    /// <exception cref="InputException">It is empty, damaged, dangerous or of no known kind.</exception>
    public static IReadOnlyList<Source> Find(InputFile file, string? encoding)
    {
        var name = SafeName(file.Name);
        var head = Head(() => File.OpenRead(file.Path), out var whole);
        if (head.Length == 0) throw new InputException($"{name} is empty.");
        try
        {
            if (head.AsSpan().StartsWith("PAR1"u8)) return [ParquetRows.Source(file, name)];
            if (head.AsSpan().StartsWith(CompoundFile)) return Spreadsheet.Sources(file, name);
            if (head is [0x1F, 0x8B, ..]) return [Text(file, name, Unpacked(name), progress => Gzip(file, name, progress), encoding)];
            if (head is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..]) return Archive(file, name, encoding);
            return [Text(file, name, name, progress => new CountedStream(OpenFile(file.Path), progress), encoding)];
        }
        catch (InvalidDataException e) { throw new InputException($"{name}: the archive is damaged or cut off. Fetch it again; nothing was loaded.", e); }
    }

    /// <summary>The last part of a name without folders, control characters or a way up.</summary>
    public static string SafeName(string name)
    {
        var leaf = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        leaf = string.Concat(leaf.Select(c => char.IsControl(c) || c is ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '_' : c)).Trim();
        return leaf.Trim('.').Length == 0 ? "file" : leaf;
    }

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0];

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

    private static GuardedStream Gzip(InputFile file, string name, Action<long>? progress) =>
        new(new WholeGzipStream(new CountedStream(OpenFile(file.Path), progress)), name, new FileInfo(file.Path).Length);

    private static IReadOnlyList<Source> Archive(InputFile file, string name, string? encoding)
    {
        using var zip = ZipFile.OpenRead(file.Path);
        if (zip.Entries.Count > ImportLimits.Members) throw new InputException($"{name} has {zip.Entries.Count:N0} members; at most {ImportLimits.Members:N0} are read.");
        if (zip.Entries.Any(e => e.FullName is "xl/workbook.xml" or "xl/workbook.bin"))
        {
            Measure(zip, name, new FileInfo(file.Path).Length);
            return Spreadsheet.Sources(file, name);
        }
        var members = zip.Entries.Select((e, i) => (e.FullName, Index: i, e.Length)).Where(e => e.Length > 0 && !Hidden(e.FullName)).ToArray();
        if (members.Length == 0) throw new InputException($"{name} is an archive without files.");
        return [.. members.Select(m => Text(file, $"{name}/{SafeName(m.FullName)}", SafeName(m.FullName), progress => Member(file.Path, m.Index, $"{name}/{SafeName(m.FullName)}", progress), encoding))];
    }

    /// <summary>Expands every part of a workbook once and counts, because its reader trusts the archive.</summary>
    private static void Measure(ZipArchive zip, string name, long packed)
    {
        var left = ImportLimits.WorkbookBytes;
        var buffer = new byte[1 << 16];
        foreach (var entry in zip.Entries)
        {
            using var part = new GuardedStream(entry.Open(), name, packed, left);
            for (int read; (read = part.Read(buffer.AsSpan())) > 0;) left -= read;
        }
    }

    private static bool Hidden(string member) => member.StartsWith("__MACOSX", StringComparison.Ordinal) || SafeName(member).StartsWith('.');

    private static ForwardStream Member(string path, int index, string name, Action<long>? progress)
    {
        var zip = ZipFile.OpenRead(path);
        var entry = zip.Entries[index];
        return new OwningStream(new GuardedStream(new CountedStream(entry.Open(), progress), name, Math.Max(1, new FileInfo(path).Length)), zip);
    }

    private static Source Text(InputFile file, string name, string leaf, Func<Action<long>?, Stream> raw, string? encoding)
    {
        var head = Head(() => raw(null), out var whole);
        if (head.Length == 0) throw new InputException($"{name} is empty.");
        if (head is [(byte)'P', (byte)'K', 3, 4, ..] or [0x1F, 0x8B, ..]) throw new InputException($"{name} is itself an archive or a workbook: unpack it first.");
        var (found, mark) = Encodings.Sniff(head, whole);
        if (encoding is not null && mark == 0) found = encoding.Trim().ToLowerInvariant() is "utf8" or "utf-8" ? "utf-8" : encoding;
        if (found == "utf-8" && head.AsSpan().Count((byte)0) > 0) throw new InputException($"{name} is not text, a workbook, Parquet or an archive of these.");
        return new Source { Name = name, Leaf = leaf, Kind = "text", File = file, Raw = raw, Encoding = found, Mark = mark };
    }

    private static byte[] Head(Func<Stream> open, out bool whole)
    {
        using var stream = open();
        var head = new byte[ImportLimits.SampleBytes];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        whole = read < head.Length;
        return head[..read];
    }

    private static string Unpacked(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    private sealed class OwningStream(Stream inner, IDisposable owner) : ForwardStream
    {
        public override int Read(Span<byte> buffer) => inner.Read(buffer);
        protected override void Dispose(bool disposing)
        {
            if (disposing) { inner.Dispose(); owner.Dispose(); }
            base.Dispose(disposing);
        }
    }
}
