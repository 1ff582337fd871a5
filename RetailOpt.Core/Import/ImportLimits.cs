using RetailOpt.Core.Engines.DuckDb;

namespace RetailOpt.Core.Import;

/// <summary>What an import accepts at most. Beyond a limit it says which one and stops.</summary>
internal static class ImportLimits
{
    /// <summary>Columns of a header.</summary>
    public const int Columns = 2_000;
    /// <summary>Bytes of one record, with all the lines inside its quotes.</summary>
    public const int RecordBytes = 1 << 20;
    /// <summary>Bytes that are read and parsed together: about one row group of a sales file.</summary>
    public const int ChunkBytes = 4 << 20;
    /// <summary>Bytes an archive may expand to.</summary>
    public const long ExpandedBytes = 64L << 30;
    /// <summary>How many times larger than the archive its content may be, counted beyond <see cref="FreeBytes"/>.</summary>
    public const int ExpansionRatio = 250;
    /// <summary>Expansion that is always allowed.</summary>
    public const long FreeBytes = 32L << 20;
    /// <summary>Expanded bytes of a workbook, which its reader holds in memory in part.</summary>
    public const long WorkbookBytes = 2L << 30;
    /// <summary>Members of an archive.</summary>
    public const int Members = 1_000;
    /// <summary>Records looked at for header, dialect and types.</summary>
    public const int SampleRecords = 500;
    /// <summary>Bytes looked at for encoding and dialect.</summary>
    public const int SampleBytes = 256 << 10;
    /// <summary>Distinct values that are counted exactly per column (8 to 16 bytes each).</summary>
    public const int Distinct = 48_000_000;
    /// <summary>Rows of a small table given beside the data (locks, groups), which is held in memory.</summary>
    public const int GivenRows = 2_000_000;
    /// <summary>Bytes of text of such a table.</summary>
    public const long GivenBytes = 512L << 20;
    /// <summary>Characters of a bad row that are kept.</summary>
    public const int RawCharacters = 2_000;

    /// <summary>What an import's own DuckDB may use: it only reduces dimension tables and reads Parquet.</summary>
    public static DuckDbLimits Engine(int threads) => new(512L << 20, 32L << 30, threads, 1);
}
