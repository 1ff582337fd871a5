using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RetailOpt.Core.Catalog;

/// <summary>
/// For making a migration after a change of the model:
/// <c>GenerateRuntimeConfigurationFiles=true dotnet ef migrations add NAME --project RetailOpt.Core --startup-project RetailOpt.Core --output-dir Catalog/Migrations --namespace RetailOpt.Core.Catalog.Migrations</c>.
/// </summary>
internal sealed class DesignTimeCatalog : IDesignTimeDbContextFactory<CatalogContext>
{
    public CatalogContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<CatalogContext>().UseSqlite("Data Source=:memory:").Options);
}
