using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Values;

namespace RetailOpt.Core.Import.Text;

/// <summary>Collects what the values of a file say about the order of day and month and about the decimal mark.</summary>
internal sealed class FormatEvidence
{
    private const double Stray = .01;
    private long _dmy, _mdy, _either, _point, _comma, _unsure;
    private string _date = "", _number = "";

    /// <summary>Dates whose order matters were seen, so the whole file must be asked.</summary>
    public bool DatesMatter => _dmy + _mdy + _either > 0;
    /// <summary>Numbers were seen that do not tell their mark, or that disagree.</summary>
    public bool NumbersUnclear => (_unsure > 0 && _point + _comma == 0) || (_point > 0 && _comma > 0);
    /// <summary>Nothing told the decimal mark though it matters: an example, or null.</summary>
    public string? UnsureNumber => _unsure > 0 && _point + _comma == 0 ? _number : null;

    /// <summary>Whether more numbers have a decimal comma than a point.</summary>
    public bool CommaLeads => _comma > _point;

    public void AddDate(ReadOnlySpan<byte> cell)
    {
        var orders = Dates.Orders(cell, out var matters);
        if (!matters || orders == DateOrders.None) return;
        if (orders == DateOrders.Dmy) _dmy++;
        else if (orders == DateOrders.Mdy) _mdy++;
        else if (_either++ == 0) _date = System.Text.Encoding.UTF8.GetString(cell);
    }

    public void AddNumber(ReadOnlySpan<byte> cell)
    {
        int points = cell.Count((byte)'.'), commas = cell.Count((byte)',');
        if (points + commas == 0) return;
        if (points > 0 && commas > 0) Vote(point: cell.LastIndexOf((byte)'.') > cell.LastIndexOf((byte)','));
        else if (points + commas > 1) Vote(point: commas > 0);
        else if (IsGroup(cell, cell.IndexOfAny((byte)'.', (byte)','))) { if (_unsure++ == 0) _number = System.Text.Encoding.UTF8.GetString(cell); }
        else Vote(point: points > 0);
    }

    /// <summary>Whether the day comes first.</summary>
    /// <exception cref="InputException">Both orders fit, or neither.</exception>
    public bool DayFirst(string file, DateOrder said)
    {
        if (said != DateOrder.Auto || !DatesMatter) return said == DateOrder.Dmy;
        if (_dmy == 0 && _mdy == 0) throw new InputException($"{file}: every date (such as {_date}) can be read as day/month and as month/day. Say which with date-order dmy or date-order mdy.");
        if (Math.Min(_dmy, _mdy) > Stray * (_dmy + _mdy)) throw new InputException($"{file}: {_dmy:N0} dates are day/month and {_mdy:N0} are month/day. Choose one with date-order; the others will be listed as bad rows.");
        return _dmy > _mdy;
    }

    /// <summary>Whether the comma is the decimal mark.</summary>
    /// <exception cref="InputException">The values disagree.</exception>
    public bool Comma(string file, DecimalMark said)
    {
        if (said != DecimalMark.Auto) return said == DecimalMark.Comma;
        if (Math.Min(_point, _comma) > Stray * (_point + _comma)) throw new InputException($"{file}: {_point:N0} numbers have a decimal point and {_comma:N0} a decimal comma. Choose one with decimal; the others will be listed as bad rows.");
        return CommaLeads;
    }

    private void Vote(bool point)
    {
        if (point) _point++;
        else _comma++;
    }

    /// <summary>1,234 may be a group of thousands; 0,234 and 12,34 are decimals.</summary>
    private static bool IsGroup(ReadOnlySpan<byte> cell, int mark)
    {
        var before = cell[..mark].TrimStart("+-(${"u8);
        return cell.Length - mark - 1 == 3 && before.Length is >= 1 and <= 3 && before[0] != '0';
    }
}
