using RetailOpt.Benchmarks;

// dotnet run -c Release --project RetailOpt.Benchmarks -- <name> [arguments]
var all = typeof(IBenchmark).Assembly.GetTypes()
    .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IBenchmark)))
    .Select(t => (IBenchmark)Activator.CreateInstance(t)!)
    .OrderBy(b => b.Name, StringComparer.Ordinal)
    .ToList();
var chosen = all.Find(b => b.Name == args.FirstOrDefault());
if (chosen is null)
{
    Console.Error.WriteLine("Name a benchmark: " + string.Join(", ", all.Select(b => b.Name)));
    return 2;
}
await chosen.RunAsync(args[1..]);
return 0;
