using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>
/// The logical hash of a table: over its columns' names, types and cells in the order of its rows, whatever the bytes of a file, the culture or the
/// size of batches. Each column is hashed as two streams: which cells are empty (with the lengths of texts), and the values of the others.
/// </summary>
internal sealed class TableHasher(IReadOnlyList<Column> columns) : IDisposable
{
    private readonly ColumnHasher[] _columns = [.. columns.Select(c => new ColumnHasher(c.Type == ColumnType.Text))];

    /// <summary>The hasher of a column.</summary>
    public ColumnHasher this[int column] => _columns[column];

    /// <summary>The hash, after the last row.</summary>
    public string Finish(long rows)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(BitConverter.GetBytes(rows));
        for (var i = 0; i < _columns.Length; i++)
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{columns[i].Key}\n{columns[i].Type}\n"));
            _columns[i].AppendTo(all);
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var column in _columns) column.Dispose();
    }
}

/// <summary>Hashes the cells of one column: of text, or of 64 bits each.</summary>
internal sealed class ColumnHasher(bool text) : IDisposable
{
    private readonly Stream _shape = new(), _values = new();

    /// <summary>An empty cell.</summary>
    public void AddNull()
    {
        if (text) _shape.Int(-1);
        else _shape.Byte(0);
    }

    /// <summary>A whole number, a day's number, a flag, or an amount in ten-thousandths.</summary>
    public void Add(long value)
    {
        _shape.Byte(1);
        _values.Long(value);
    }

    /// <summary>Cells whose two streams were made elsewhere.</summary>
    /// <param name="shape">A byte for each cell, 1 for a value; of texts the length as 32 bits, -1 for none.</param>
    /// <param name="values">The values that are there: 64 bits each, or texts in UTF-8.</param>
    public void Add(ReadOnlySpan<byte> shape, ReadOnlySpan<byte> values)
    {
        _shape.Bytes(shape);
        _values.Bytes(values);
    }

    /// <summary>Many of them.</summary>
    public void AddAll(ReadOnlySpan<long> values)
    {
        _shape.Ones(values.Length);
        if (BitConverter.IsLittleEndian) _values.Bytes(MemoryMarshal.AsBytes(values));
        else foreach (var value in values) _values.Long(value);
    }

    /// <summary>A number. The two zeros are one.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value));

    /// <summary>A text in UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        _shape.Int(utf8.Length);
        _values.Bytes(utf8);
    }

    /// <summary>A text.</summary>
    public void Add(string value)
    {
        _shape.Int(Encoding.UTF8.GetByteCount(value));
        _values.Text(value);
    }

    /// <summary>Adds both streams' hashes.</summary>
    public void AppendTo(IncrementalHash all)
    {
        all.AppendData(_shape.Finish());
        all.AppendData(_values.Finish());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shape.Dispose();
        _values.Dispose();
    }

    private sealed class Stream : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _buffer = new byte[16 * 1024];
        private int _used;

        public void Byte(byte value)
        {
            Room(1)[0] = value;
            _used++;
        }

        public void Ones(int count)
        {
            for (int step; count > 0; count -= step)
            {
                var room = Room(1);
                step = Math.Min(count, room.Length);
                room[..step].Fill(1);
                _used += step;
            }
        }

        public void Int(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);
            _used += 4;
        }

        public void Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);
            _used += 8;
        }

        public void Text(string value)
        {
            if (Encoding.UTF8.GetMaxByteCount(value.Length) > _buffer.Length) Bytes(Encoding.UTF8.GetBytes(value));
            else
            {
                var room = Room(Encoding.UTF8.GetMaxByteCount(value.Length));
                _used += Encoding.UTF8.GetBytes(value, room);
            }
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length <= _buffer.Length)
            {
                bytes.CopyTo(Room(bytes.Length));
                _used += bytes.Length;
                return;
            }
            Flush();
            _hash.AppendData(bytes);
        }

        public byte[] Finish()
        {
            Flush();
            return _hash.GetHashAndReset();
        }

        public void Dispose() => _hash.Dispose();

        private Span<byte> Room(int bytes)
        {
            if (_used + bytes > _buffer.Length) Flush();
            return _buffer.AsSpan(_used);
        }

        private void Flush()
        {
            _hash.AppendData(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }
}
