using System.Text.RegularExpressions;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Architecture;

/// <summary>House rules that only the source text shows.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 350;

    [Fact]
    public void Files_AreShort()
    {
        var tooLong = Sources("*.cs").Concat(Sources("*.razor"))
            .Select(f => (File: f, Lines: File.ReadLines(f).Count())).Where(f => f.Lines > LongestFile)
            .Select(f => $"{Path.GetRelativePath(RealData.Checkout(), f.File)}: {f.Lines}");
        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("NotImplementedException")]
    [InlineData("Thread.Sleep")]
    [InlineData("GC.Collect")]
    public void Product_NeverSays(string word) => Assert.DoesNotContain(Sources("*.cs").Concat(Sources("*.razor")).Where(IsProduct),
        f => File.ReadAllText(f).Contains(word, StringComparison.Ordinal));

    [Fact]
    public void Assets_ComeFromHereAlone() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Path.Combine(RealData.Checkout(), "wwwroot-assets"), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".css" or ".js"),
        f => Regex.IsMatch(File.ReadAllText(f), @"url\(\s*['""]?https?:|@import\s+['""]https?:|fetch\(\s*['""]https?:"));

    private static bool IsProduct(string file) => !file.Contains("RetailOpt.Tests", StringComparison.Ordinal) && !file.Contains("RetailOpt.Benchmarks", StringComparison.Ordinal);

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateDirectories(RealData.Checkout(), "RetailOpt.*")
            .SelectMany(project => Directory.EnumerateFiles(project, pattern, SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal));
}
