using RetailOpt.Web.Hosting;

// Settings and assets lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddDashboard();
var app = builder.Build();
app.UseDashboard();
app.Run();
