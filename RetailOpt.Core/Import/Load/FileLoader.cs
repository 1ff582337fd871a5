using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>One table of one loaded file: a Parquet file in the work folder, and what its columns hold.</summary>
internal sealed record LoadedTable(LoadLayout Layout, string Path, Tally[] Tallies, TableContent? Content)
{
    public Tally? Tally(string column) => Tallies.FirstOrDefault(t => t.Column.Key == column);
    public long Rows => Tallies[0].Rows;
}

/// <summary>A loaded file.</summary>
internal sealed record LoadedFile(FilePlan Plan, IReadOnlyList<LoadedTable> Tables, LineCounts Lines, long? Duplicates, bool EndsOpen);

/// <summary>Loads one file: cuts it into chunks, parses them on several threads and writes what came of them in the file's order.</summary>
internal sealed class FileLoader(string folder, IReadOnlyList<FilePlan> plans, RejectList rejects, IWork work, CancellationToken ct)
{
    /// <param name="number">Number of the plan, from 1.</param>
    /// <param name="progress">Told the bytes of the file that were read.</param>
    public async Task<LoadedFile> LoadAsync(int number, Action<long> progress)
    {
        var plan = plans[number - 1];
        var before = rejects.Mark;
        try { return await LoadOnceAsync(plan, number, progress); }
        catch (NotUtf8Exception e) when (plan.Source is { IsMade: false, Encoding: "utf-8", Mark: 0 })
        {
            // only now a byte shows that the beginning, which was plain ASCII, did not tell the encoding
            rejects.Return(before);
            var encoding = Encodings.Sniff(e.Sample, whole: true).Name;
            if (encoding == "utf-8") throw new InputException($"{plan.Source.Name}: its bytes are neither UTF-8 nor another known encoding. Name it with encoding.", e);
            return await LoadOnceAsync(plan with { Sample = plan.Sample with { Source = plan.Source with { Encoding = encoding } } }, number, progress);
        }
        catch (NotUtf8Exception e) { throw new InputException($"{plan.Source.Name} says that it is UTF-8 and has bytes that are not. Name its encoding with encoding, such as windows-1252.", e); }
    }

    private async Task<LoadedFile> LoadOnceAsync(FilePlan plan, int number, Action<long> progress)
    {
        var layouts = plan.Tables.Select(t => Layout(plan, t)).ToArray();
        var paths = layouts.Select(l => Path.Combine(folder, $"load-{number}-{l.Table}.parquet")).ToArray();
        foreach (var path in paths) File.Delete(path);
        var writers = layouts.Select((l, i) => new ParquetWriter(paths[i], l.Columns)).ToArray();
        try
        {
            using var merge = new Merge(writers, layouts, rejects);
            using var text = plan.Source.OpenText(progress, rejects.Add);
            var cutter = new ChunkCutter(text, plan.Sample.Delimiter, plan.Source.Name);
            var open = await ParseAsync(plan, layouts, number, cutter, merge);
            if (merge.Lines.Total != cutter.PhysicalLines)
                throw new InputException($"{plan.Source.Name}: {cutter.PhysicalLines:N0} lines were counted but {merge.Lines.Total:N0} accounted for ({merge.Lines}). Nothing was loaded.");
            foreach (var writer in writers) writer.Finish();
            return new(plan, [.. layouts.Select((l, i) => new LoadedTable(l, paths[i], merge.Tallies[i], merge.Content(i)))], merge.Lines, merge.Duplicates, open);
        }
        finally { foreach (var writer in writers) writer.Dispose(); }
    }

    private LoadLayout Layout(FilePlan plan, string table)
    {
        var same = plans.Where(p => p.Tables.Contains(table)).ToArray();
        var columns = Canonical.Tables[table].Columns.Where(c => same.Any(p => p.Columns(table).Any(m => m.Column.Key == c.Key) || (c.Key == "amount" && table == "sales" && p.ComputesAmount)));
        return new(plan, table, same.Length > 1, [.. columns]);
    }

    private async Task<bool> ParseAsync(FilePlan plan, LoadLayout[] layouts, int number, ChunkCutter cutter, Merge merge)
    {
        var idle = new Stack<ChunkParser>();
        var running = new Queue<(Task<ParsedChunk> Task, ChunkParser Parser)>();
        var (headers, open) = (plan.Sample.HeaderRecords, false);
        try
        {
            while (cutter.Next(ct) is { } chunk)
            {
                if (running.Count >= work.Threads) await FinishOldestAsync();
                var parser = idle.TryPop(out var free) ? free : new ChunkParser(plan, layouts, number);
                var skip = headers;
                headers = 0;
                open = chunk.EndsOpen;
                running.Enqueue((Task.Run(() => { using (chunk) return parser.Parse(chunk, skip); }, ct), parser));
            }
            while (running.Count > 0) await FinishOldestAsync();
            return open;
        }
        finally { await Task.WhenAll(running.Select(r => r.Task)).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default); }

        async Task FinishOldestAsync()
        {
            var (task, parser) = running.Peek();
            merge.Add(await task);
            running.Dequeue();
            idle.Push(parser);
        }
    }

    /// <summary>Adds up chunks in the order of the file.</summary>
    private sealed class Merge(ParquetWriter[] writers, LoadLayout[] layouts, RejectList rejects) : IDisposable
    {
        private readonly ContentHasher?[] _hashers = [.. layouts.Select(l => l.IsFact ? new ContentHasher(l) : null)];

        public Tally[][] Tallies { get; } = [.. layouts.Select(l => l.Columns.Select(c => new Tally(c)).ToArray())];
        public HashCounter Rows { get; } = new();
        public LineCounts Lines { get; private set; }
        /// <summary>Null where the file is too long to count them.</summary>
        public long? Duplicates => Rows.Full ? null : Lines.Rows - Rows.Count;

        public void Add(ParsedChunk chunk)
        {
            for (var i = 0; i < writers.Length; i++)
            {
                writers[i].Add(chunk.Tables[i]);
                _hashers[i]?.Add(chunk.Tables[i]);
                for (var c = 0; c < Tallies[i].Length; c++) Tallies[i][c].Add(chunk.Tallies[i][c]);
            }
            foreach (var hash in chunk.RowHashes.Span) Rows.Add(hash);
            foreach (var reject in chunk.Rejects) rejects.Add(reject);
            Lines += chunk.Lines;
        }

        /// <summary>Rows and logical hash of a fact table; dimension tables are still to be reduced.</summary>
        public TableContent? Content(int table) => _hashers[table]?.Finish(writers[table].Rows);

        public void Dispose()
        {
            foreach (var hasher in _hashers) hasher?.Dispose();
        }
    }
}
