namespace RetailOpt.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    /// <summary>Done; an infeasible scenario is a result too.</summary>
    public const int Done = 0;
    /// <summary>The command line, a file or an option cannot serve: correct it and try again.</summary>
    public const int BadInput = 2;
    /// <summary>The run failed.</summary>
    public const int Failed = 3;
    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;
}
