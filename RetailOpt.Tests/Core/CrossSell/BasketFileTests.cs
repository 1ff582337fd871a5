using System.Text;
using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Baskets;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class BasketFileTests
{
    private static readonly Gen<string> Word = Gen.OneOf(Gen.Int[0, 5_000_000].Select(n => $"{n}"), Gen.String[Gen.Char["ab é0\","], 1, 6].Select(w => "x" + w.Trim()));

    [Fact]
    public void Read_QuotedWords_ComeBack() => Word.Array[2, 6].Array[1, 30].Sample(baskets =>
    {
        var content = Read(string.Concat(baskets.Select(b => string.Join(',', b.Select(w => $"\"{w.Replace("\"", "\"\"")}\"")) + "\n")));
        Assert.Equal(baskets.Select(b => b.Distinct().Order(StringComparer.Ordinal)), Baskets(content));
        Assert.Equal(baskets.Sum(b => b.Length - b.Distinct().Count()), content.Baskets.Repeated);
    }, iter: 150);

    [Fact]
    public void Read_NumbersAndWordsBySpaces_ComeBack() => Word.Where(w => !w.Contains(' ') && !w.Contains(',')).Array[1, 6].Array[1, 30].Sample(baskets =>
        Assert.Equal(baskets.Select(b => b.Distinct().Order(StringComparer.Ordinal)), Baskets(Read(string.Join("\r\n", baskets.Select(b => " " + string.Join("  ", b)))))), iter: 150);

    [Fact]
    public void Read_FileLongerThanTheBuffer_KeepsEveryLine()
    {
        var lines = Enumerable.Range(0, 300_000).Select(i => $"{i % 977} {i % 31 + 1000} p{i % 7}");
        var content = Read(string.Join('\n', lines));
        Assert.Equal((300_000, 300_000L, 900_000), (content.Baskets.Count, content.Lines, content.Baskets.Lines));
    }

    [Fact]
    public void Read_BadLines_AreToldWithTheirNumbersAndTheRestGoesOn()
    {
        byte[] text = [.. "a,b\n\n\"c,d\na,"u8, 0xff, .. ",b\n\"a\"x,b\nb,a\n,,\n"u8];
        using var stream = new MemoryStream(text);
        var content = BasketFile.Read(stream, "baskets.csv", new(), TestContext.Current.CancellationToken);
        Assert.Equal([(3, "the quotes in it do not close"), (4, "an item in it is not UTF-8 text"), (5, "there is text behind closing quotes")], content.BadLines.Select(b => ((int)b.Line, b.Why)));
        Assert.Equal((2, 3L, 2L, 7L), (content.Baskets.Count, content.BadCount, content.EmptyLines, content.Lines));
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoItem() => Assert.Equal([["1", "2"]], Baskets(Read("\uFEFF1 2\n")));

    [Fact]
    public void Read_LongBasket_IsKeptUnlessALimitIsGiven()
    {
        var text = "a b\n" + string.Join(' ', Enumerable.Range(0, 10_000)) + "\nb\n";
        Assert.Equal((3, 10_000, 2L), (Read(text).Baskets.Count, Read(text).LongestBasket, Read(text).LongestLine));
        var limited = Read(text, new(MaxBasketItems: 9_999));
        Assert.Equal((2, 1L), (limited.Baskets.Count, limited.TooLong));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("\"a,b\n")]
    public void Read_NoBasket_IsBadInput(string text) => Assert.Contains("x.dat holds no basket", Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static BasketFileContent Read(string text, BasketFileOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return BasketFile.Read(stream, "x.dat", options ?? new(), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<IEnumerable<string>> Baskets(BasketFileContent content) => Enumerable.Range(0, content.Baskets.Count)
        .Select(b => content.Baskets.Basket(b).ToArray().Select(r => content.Names[content.Baskets.Id(r)]).Order(StringComparer.Ordinal));
}
