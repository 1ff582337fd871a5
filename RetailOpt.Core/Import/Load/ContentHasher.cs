using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Import.Load;

/// <summary>The logical hash of a table while it is written, so that it need not be read again.</summary>
internal sealed class ContentHasher : IDisposable
{
    private readonly int[] _places;
    private readonly TableHasher _hasher;

    public ContentHasher(LoadLayout layout)
    {
        var columns = Dimensions.Present(layout.Table, layout.Columns).Columns;
        _places = [.. columns.Select(c => layout.Columns.ToList().FindIndex(l => l.Key == c.Key))];
        _hasher = new TableHasher(columns);
    }

    public void Add(ColumnChunk[] chunks)
    {
        for (var i = 0; i < _places.Length; i++) _hasher[i].Add(chunks[_places[i]].Shape.Span, chunks[_places[i]].Values.Span);
    }

    public TableContent Finish(long rows) => new(rows, _hasher.Finish(rows));

    public void Dispose() => _hasher.Dispose();
}
