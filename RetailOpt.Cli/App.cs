using System.CommandLine;
using System.CommandLine.Invocation;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Cli;

/// <summary>The command line: one verb for each kind of run, and small ones that look after what is kept.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where progress and errors go.</param>
/// <param name="open">Opens the services over a home; called once.</param>
/// <param name="interrupts">Ctrl-C.</param>
internal sealed class App(TextWriter output, TextWriter error, Func<HostSettings, Session> open, Interrupts interrupts)
{
    private const string About = """
        RetailOpt: decisions for retail merchandising, from your own sales files.

        Every verb takes the name of a dataset, or files, which are read first.
          retailopt import sales.csv products.csv --name "My shop"
          retailopt price "My shop" --target-md .3 --out Pricing_Result.xlsx
          retailopt price Pricing_Data.xlsx --target-demand 2500000 --json
        `retailopt VERB --help` tells the options of a verb.

        Exit codes: 0 done, 2 bad input, 3 the run failed, 130 interrupted.
        """;

    public async Task<int> RunAsync(string[] args)
    {
        try
        {
            // the verbs are made from what is registered, so the home is needed before the line is parsed
            await using var session = open(HostSettings.Scan(args));
            var parsed = Root(session).Parse(args);
            if (parsed.Action is ParseErrorAction) return Explain(parsed);
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (InputException e)
        {
            error.WriteLine(e.Message);
            return ExitCodes.BadInput;
        }
        catch (RunEndedException e)
        {
            error.WriteLine(e.Message);
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"A file or folder cannot be used: {e.Message}");
            return ExitCodes.Failed;
        }
        catch (Exception e)
        {
            error.WriteLine($"This is a fault of the program, please report it: {e}");
            return ExitCodes.Failed;
        }
    }

    private RootCommand Root(Session session)
    {
        var root = new RootCommand(About);
        foreach (var option in HostSettings.Options) root.Add(option);
        var verbs = new VerbFamilies(root);
        foreach (var runnable in session.Registry.All) verbs.Add(runnable.Info.Key, new RunVerb(runnable, session, output, error, interrupts).Command());
        verbs.Add(ItemsetsVerb.Key, new ItemsetsVerb(session, output, error, interrupts).Command());
        verbs.Add(CrossSellStatusVerb.Key, new CrossSellStatusVerb(session, output, TimeProvider.System).Command());
        root.Add(new DatasetVerbs(session, output).Command());
        root.Add(new RunVerbs(session, output, error, interrupts).Command());
        Examples.AddTo(root);
        return root;
    }

    private int Explain(ParseResult parsed)
    {
        foreach (var problem in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal)) error.WriteLine(problem);
        error.WriteLine($"Try: retailopt {VerbFamilies.PathOf(parsed.CommandResult)}--help");
        return ExitCodes.BadInput;
    }
}
