using System.Globalization;
using RetailOpt.Cli;

// System.CommandLine reads numbers in the current culture; files and flags are invariant.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
return await new App(Console.Out, Console.Error, Hosting.Open, new Interrupts()).RunAsync(args);
