using System.Globalization;
using CsCheck;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Core.Tables;

public sealed class OptionSchemaTests
{
    public enum Mode { AtMost, Equal }

    public sealed record Sample : IOptionRules
    {
        [Option("target-md", "Target markdown", Min = 0, Max = 1, Unit = "%", Live = true)] public double TargetMd { get; init; } = .3;
        [Option("limit", "Limit", Min = 1)] public int? Limit { get; init; }
        [Option("mode", "Mode")] public Mode Mode { get; init; } = Mode.Equal;
        [Option("from", "From")] public DateOnly? From { get; init; }
        [Option("shrink", "Shrink")] public bool Shrink { get; init; } = true;
        [Option("name", "Name")] public string? Name { get; init; }

        public IEnumerable<OptionError> Check()
        {
            if (Limit == 13) yield return new("limit", "Limit cannot be 13.");
        }
    }

    private static readonly OptionSchema Schema = OptionSchema.Of<Sample>();

    private static readonly Gen<Sample> Samples = Gen.Select(Gen.Double[0, 1], Gen.Int[1, 12].Nullable(), Gen.Bool, Gen.Bool, Gen.String.AlphaNumeric,
        (md, limit, equal, shrink, name) => new Sample { TargetMd = md, Limit = limit, Mode = equal ? Mode.Equal : Mode.AtMost, Shrink = shrink, Name = name.Length == 0 ? null : name, From = new DateOnly(2024, 2, 29) });

    [Fact]
    public void JsonAndText_RoundTrip() => Samples.Sample(s =>
    {
        Assert.Equal(s, Schema.FromJson(Schema.ToJson(s)));
        var (options, errors) = Schema.FromText(Schema.ToText(s));
        Assert.Empty(errors);
        Assert.Equal(s, options);
    });

    [Fact]
    public void ToText_Defaults_IsEmpty() => Assert.Empty(Schema.ToText(Schema.Defaults()));

    [Theory]
    [InlineData("target-md", "1.5", "from 0 to 1")]
    [InlineData("target-md", "abc", "cannot be 'abc'")]
    [InlineData("target-md", "NaN", "must be a number")]
    [InlineData("limit", "0", "at least 1")]
    [InlineData("limit", "13", "cannot be 13")]
    [InlineData("mode", "sideways", "cannot be 'sideways'")]
    [InlineData("nope", "1", "no option nope")]
    public void FromText_Broken_SaysWhy(string key, string text, string expected)
    {
        var (_, errors) = Schema.FromText([new(key, text)]);
        Assert.Contains(expected, Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromText_ForeignCulture_ReadsInvariant()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var (options, errors) = Schema.FromText([new("target-md", "0.25"), new("mode", "at-most")]);
            Assert.Empty(errors);
            Assert.Equal(.25, ((Sample)options).TargetMd);
            Assert.Equal(Mode.AtMost, ((Sample)options).Mode);
        }
        finally { CultureInfo.CurrentCulture = before; }
    }

    [Fact]
    public void With_ChangesOneOption_LeavesTheOriginal()
    {
        var start = new Sample();
        var changed = (Sample)Schema.With(start, "shrink", false);
        Assert.False(changed.Shrink);
        Assert.True(start.Shrink);
        Assert.Equal(start, changed with { Shrink = true });
    }
}
