var app = WebApplication.CreateBuilder(args).Build();
app.Run();

/// <summary>The dashboard's host.</summary>
public partial class Program;
