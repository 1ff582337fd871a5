namespace RetailOpt.Core.Truth;

/// <summary>A subcategory of a made shop: what is sold in it, in which sizes, at about which price.</summary>
internal sealed record Shelf(string Category, string Name, double Price, string[] Sizes, string[] Kinds);

/// <summary>What a made grocery shop could sell. Brands are coined; none is meant to exist.</summary>
internal static class Groceries
{
    public const string PrivateLabel = "Private Label";

    /// <summary>National brands, dealt to categories by turns; each category has three of them.</summary>
    public static readonly string[] NationalBrands =
        ["Tilbrooke", "Fennmarch", "Quillmere", "Brackenholt", "Wexmoor", "Hartfenn", "Elmsward", "Corvellan", "Jorvanna"];

    /// <summary>Premium brands; each category has one of them.</summary>
    public static readonly string[] PremiumBrands = ["Ostrelle", "Pellorin", "Calderwyn", "Mirabeck"];

    public static readonly Shelf[] Shelves = [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    public static readonly string[] Categories = [.. Shelves.Select(s => s.Category).Distinct()];

    private static Shelf Parse(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return new Shelf(cells[0], cells[1], double.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture), List(cells[3]), List(cells[4]));
        static string[] List(string cell) => cell.Split(',', StringSplitOptions.TrimEntries);
    }

    private const string Text = """
        Fruit & Vegetables | Fresh Fruit | 2.20 | 500 g, 1 kg | Gala Apples, Conference Pears, Seedless Grapes, Clementines, Blueberries
        Fruit & Vegetables | Vegetables | 1.60 | 500 g, 1 kg | Carrots, Broccoli, Courgettes, Vine Tomatoes, Bell Peppers
        Fruit & Vegetables | Salads | 1.80 | 120 g, 250 g | Mixed Leaves, Baby Spinach, Rocket, Coleslaw, Potato Salad
        Fruit & Vegetables | Potatoes & Onions | 1.90 | 1 kg, 2.5 kg | Baby Potatoes, Baking Potatoes, Red Onions, Sweet Potatoes, Shallots
        Dairy & Eggs | Milk | 1.40 | 1 L, 2 L | Whole Milk, Semi-Skimmed Milk, Oat Drink, Lactose-Free Milk, Almond Drink
        Dairy & Eggs | Cheese | 3.60 | 200 g, 400 g | Mature Cheddar, Brie, Gouda, Mozzarella, Blue Cheese
        Dairy & Eggs | Yogurt | 2.10 | 4 x 125 g, 500 g | Greek Yogurt, Strawberry Yogurt, Natural Yogurt, Vanilla Skyr, Peach Yogurt
        Dairy & Eggs | Butter & Spreads | 2.40 | 250 g, 500 g | Salted Butter, Unsalted Butter, Olive Spread, Hummus, Cream Cheese
        Bakery | Bread | 1.90 | 400 g, 800 g | Wholemeal Loaf, White Loaf, Sourdough Loaf, Rye Loaf, Seeded Loaf
        Bakery | Rolls & Buns | 1.50 | 4 pack, 8 pack | Burger Buns, Crusty Rolls, Brioche Buns, Hot Dog Rolls, Bagels
        Bakery | Cakes & Pastries | 2.70 | 2 pack, 4 pack | Butter Croissants, Cinnamon Swirls, Lemon Drizzle Cake, Carrot Cake, Blueberry Muffins
        Bakery | Wraps & Flatbreads | 1.80 | 6 pack, 8 pack | Flour Tortillas, Wholemeal Wraps, Naan Breads, Pitta Breads, Corn Tortillas
        Meat & Fish | Poultry | 5.40 | 400 g, 800 g | Chicken Breast Fillets, Chicken Thighs, Turkey Mince, Whole Chicken Pieces, Chicken Goujons
        Meat & Fish | Beef & Pork | 6.20 | 400 g, 750 g | Beef Mince, Pork Loin Steaks, Sirloin Steak, Beef Burgers, Pork Sausages
        Meat & Fish | Fish | 6.80 | 240 g, 480 g | Salmon Fillets, Cod Fillets, King Prawns, Smoked Mackerel, Tuna Steaks
        Meat & Fish | Deli | 2.90 | 120 g, 240 g | Cooked Ham, Salami, Smoked Turkey, Prosciutto, Chorizo
        Pantry | Pasta & Rice | 1.50 | 500 g, 1 kg | Spaghetti, Penne, Basmati Rice, Risotto Rice, Fusilli
        Pantry | Pasta Sauces | 2.20 | 350 g, 500 g | Tomato & Basil Sauce, Arrabbiata Sauce, Green Pesto, Bolognese Sauce, Carbonara Sauce
        Pantry | Tins & Pulses | 1.10 | 400 g, 4 x 400 g | Chopped Tomatoes, Chickpeas, Baked Beans, Sweetcorn, Kidney Beans
        Pantry | World Foods | 2.50 | 250 g, 400 g | Tomato Salsa, Coconut Milk, Curry Paste, Soy Sauce, Guacamole
        Breakfast | Cereals | 2.90 | 375 g, 750 g | Corn Flakes, Fruit Muesli, Honey Granola, Bran Flakes, Chocolate Hoops
        Breakfast | Oats & Porridge | 2.00 | 500 g, 1 kg | Rolled Oats, Golden Syrup Porridge, Jumbo Oats, Berry Porridge, Oat Bran
        Breakfast | Jams & Honey | 2.80 | 340 g, 450 g | Strawberry Jam, Orange Marmalade, Clear Honey, Peanut Butter, Hazelnut Spread
        Breakfast | Breakfast Bars | 2.30 | 5 pack, 10 pack | Oat & Honey Bars, Nut Bars, Fruit & Seed Bars, Chocolate Chip Bars, Protein Bars
        Snacks & Sweets | Crisps | 1.80 | 150 g, 6 x 25 g | Sea Salt Crisps, Paprika Crisps, Tortilla Chips, Vegetable Crisps, Cheese Puffs
        Snacks & Sweets | Biscuits | 1.70 | 200 g, 400 g | Digestive Biscuits, Shortbread, Oat Cookies, Chocolate Creams, Ginger Biscuits
        Snacks & Sweets | Chocolate | 2.40 | 100 g, 200 g | Milk Chocolate, Dark Chocolate 70%, Hazelnut Chocolate, Truffles, White Chocolate
        Snacks & Sweets | Nuts & Dried Fruit | 3.10 | 150 g, 300 g | Roasted Almonds, Cashews, Mixed Nuts, Dried Apricots, Raisins
        Drinks | Soft Drinks | 1.90 | 1.5 L, 6 x 330 ml | Cola, Lemonade, Ginger Ale, Tonic Water, Orangeade
        Drinks | Juices | 2.30 | 1 L, 1.75 L | Orange Juice, Apple Juice, Cranberry Juice, Mango Smoothie, Tomato Juice
        Drinks | Beer & Cider | 5.20 | 4 x 440 ml, 6 x 330 ml | Pale Ale, Lager, Dry Cider, Stout, Alcohol-Free Lager
        Drinks | Wine | 8.50 | 750 ml, 1.5 L | Pinot Noir, Sauvignon Blanc, Merlot, Rose, Sparkling Brut
        Coffee & Tea | Coffee | 5.60 | 200 g, 500 g | Ground Coffee, Espresso Beans, Instant Coffee, Decaf Coffee, Coffee Capsules
        Coffee & Tea | Tea | 2.60 | 40 bags, 80 bags | Breakfast Tea, Earl Grey, Green Tea, Peppermint Tea, Rooibos Tea
        Coffee & Tea | Hot Chocolate | 3.20 | 250 g, 500 g | Drinking Chocolate, Malted Drink, Chai Latte Mix, Cocoa Powder, Marshmallow Hot Chocolate
        Coffee & Tea | Sugar & Sweeteners | 1.30 | 500 g, 1 kg | Caster Sugar, Brown Sugar, Sweetener Tablets, Icing Sugar, Agave Syrup
        Frozen | Pizza | 3.80 | 340 g, 2 x 340 g | Margherita Pizza, Pepperoni Pizza, Four Cheese Pizza, Vegetable Pizza, Hawaiian Pizza
        Frozen | Frozen Vegetables | 1.70 | 500 g, 1 kg | Garden Peas, Sweetcorn Kernels, Chopped Spinach, Mixed Vegetables, Oven Chips
        Frozen | Ice Cream | 3.90 | 500 ml, 4 x 100 ml | Vanilla Ice Cream, Chocolate Ice Cream, Lemon Sorbet, Salted Caramel Ice Cream, Fruit Lollies
        Frozen | Ready Meals | 4.20 | 400 g, 800 g | Beef Lasagne, Chicken Tikka Masala, Vegetable Curry, Cottage Pie, Fish Pie
        Household | Laundry | 7.40 | 20 washes, 40 washes | Laundry Liquid, Washing Powder, Laundry Capsules, Fabric Softener, Stain Remover
        Household | Cleaning | 2.10 | 500 ml, 1 L | Kitchen Spray, Bathroom Spray, Floor Cleaner, Glass Cleaner, Multi-Surface Cleaner
        Household | Paper | 4.60 | 4 rolls, 9 rolls | Toilet Tissue, Kitchen Towels, Recycled Tissue, Quilted Tissue, Paper Napkins
        Household | Dishwashing | 4.90 | 500 ml, 1 L | Washing-Up Liquid, Dishwasher Gel, Rinse Aid, Dishwasher Salt Solution, Hand-Wash Concentrate
        Personal Care | Hair Care | 3.40 | 250 ml, 400 ml | Daily Shampoo, Moisture Conditioner, Anti-Dandruff Shampoo, Colour Care Shampoo, Styling Gel
        Personal Care | Skin Care | 4.30 | 150 ml, 300 ml | Hand Cream, Body Lotion, Face Wash, Day Cream, Sun Lotion
        Personal Care | Oral Care | 2.60 | 75 ml, 2 x 75 ml | Whitening Toothpaste, Fresh Mint Toothpaste, Sensitive Toothpaste, Mouthwash, Children's Toothpaste
        Personal Care | Bath & Shower | 2.20 | 250 ml, 500 ml | Shower Gel, Bath Foam, Hand Soap, Deodorant, Shower Cream
        """;
}
