using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>A connection with cancellable statements. Not for several threads at once.</summary>
internal sealed class DuckDbSession(DuckDBConnection connection) : IDisposable
{
    /// <summary>Runs a statement.</summary>
    public void Execute(string sql, CancellationToken ct = default, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        Guard(command.ExecuteNonQuery, ct);
    }

    /// <summary>The first cell of a query.</summary>
    public T Scalar<T>(string sql, CancellationToken ct = default, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        return (T)Guard(command.ExecuteScalar, ct)!;
    }

    /// <summary>Reads every row of a query.</summary>
    public List<T> List<T>(string sql, Func<DuckDBDataReader, T> row, CancellationToken ct = default, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        return Guard(() =>
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }, ct);
    }

    /// <summary>A command; an argument is a value in the order of the question marks, or a named <see cref="DuckDBParameter"/>.</summary>
    public DuckDBCommand Command(string sql, params object?[] arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var argument in arguments) command.Parameters.Add(argument as DuckDBParameter ?? new DuckDBParameter(argument ?? DBNull.Value));
        return command;
    }

    /// <summary>Appends rows to a table of this session.</summary>
    public DuckDB.NET.Data.DuckDBAppender Appender(string table) => connection.CreateAppender(table);

    /// <summary>Runs a call into DuckDB that <paramref name="ct"/> interrupts.</summary>
    public T Guard<T>(Func<T> call, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var interrupt = ct.CanBeCanceled ? new Interrupt(connection.NativeConnection, ct) : null;
        try { return call(); }
        catch (DuckDBException) when (ct.IsCancellationRequested) { throw new OperationCanceledException(ct); }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    // DuckDB forgets an interrupt that comes before its query has begun, so it is repeated until the call has ended.
    private sealed class Interrupt : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly DuckDBNativeConnection _connection;
        private readonly CancellationTokenRegistration _registration;
        private Timer? _timer;
        private bool _ended;

        public Interrupt(DuckDBNativeConnection connection, CancellationToken ct)
        {
            _connection = connection;
            _registration = ct.Register(() =>
            {
                lock (_lock) if (!_ended) _timer = new Timer(_ => Fire(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
            });
        }

        private void Fire()
        {
            lock (_lock) if (!_ended) NativeMethods.Startup.DuckDBInterrupt(_connection);
        }

        public void Dispose()
        {
            _registration.Dispose();
            lock (_lock)
            {
                _ended = true;
                _timer?.Dispose();
            }
        }
    }
}
