using RetailOpt.Core.Numerics;

namespace RetailOpt.Tests.Core.Numerics;

/// <summary>A native library that does not load is told in words; any other fault of ours is not hidden.</summary>
public sealed class CbcWorkerTests
{
    private static (object? Answer, string? Trouble) Run(Func<object> solve) => CbcWorker.Run(_ => solve(), TimeSpan.FromSeconds(30), () => false, TestContext.Current.CancellationToken);

    public static TheoryData<Exception> DoesNotLoad =>
    [
        new DllNotFoundException("Unable to load shared library 'google-ortools-native'.\nTried: here"),
        new BadImageFormatException("An attempt was made to load a library of another machine."),
        new TypeInitializationException("operations_research_linear_solverPINVOKE", new TypeInitializationException("SWIGExceptionHelper", new DllNotFoundException("Unable to load shared library 'google-ortools-native'."))),
    ];

    [Theory]
    [MemberData(nameof(DoesNotLoad), DisableDiscoveryEnumeration = true)]
    public void Run_LibraryDoesNotLoad_SaysSo(Exception failure)
    {
        var (answer, trouble) = Run(() => throw failure);
        Assert.Null(answer);
        Assert.StartsWith("the library of CBC does not load on this machine (", trouble);
        Assert.Contains("library", trouble![50..]);
        Assert.EndsWith(")", trouble);
        Assert.DoesNotContain('\n', trouble);
    }

    [Fact]
    public void Run_OurOwnFault_IsThrown() => Assert.Throws<InvalidOperationException>(() => Run(() => throw new InvalidOperationException("no CBC")));

    [Fact]
    public void Run_AfterAFault_StillWorks()
    {
        Run(() => throw new DllNotFoundException("gone"));
        Assert.Equal(("done", null), Run(() => "done"));
    }
}
