using System.Runtime.CompilerServices;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Runs and counts passes. Sums are taken in chunks and put together in their order, so they have the same bits for any number of threads.</summary>
internal sealed class Passes(SkuArrays skus, int threads, CancellationToken cancel) : Oracle(threads, cancel)
{
    private readonly Sums[] sums = new Sums[Chunks.Count(skus.Count)];

    public SkuArrays Skus => skus;
    public override Totals Scale => skus.Scale;
    public override Totals Floor => skus.Floor;

    /// <summary>Passes over other intervals of the same SKUs, counted together.</summary>
    public Passes On(SkuArrays other)
    {
        var passes = new Passes(other, Threads, Cancel);
        passes.CountWith(this);
        return passes;
    }

    protected override Pass Best(Weights w)
    {
        Chunks.For(skus.Count, Threads, Cancel, (c, from, to) =>
        {
            var sum = new Sums();
            BestMd.Of(skus, w, from, to, ref sum);
            sums[c] = sum;
        });
        return Combine(w);
    }

    /// <summary>The best markdowns for weights, in canonical order.</summary>
    public double[] Plan(Weights w)
    {
        var md = new double[skus.Count];
        Chunks.For(skus.Count, Threads, Cancel, (_, from, to) =>
        {
            var plan = new PlanSink(md);
            BestMd.Of(skus, w, from, to, ref plan);
        });
        return md;
    }

    /// <summary>The sums of a plan in canonical order, as a pass takes them.</summary>
    public Totals TotalsOf(double[] md)
    {
        Chunks.For(skus.Count, Threads, Cancel, (c, from, to) =>
        {
            var sum = new Sums();
            for (var i = from; i < to; i++) sum.Take(i, skus.Price[i], md[i], skus.SoldAt(i, md[i]), 0, 0);
            sums[c] = sum;
        });
        return Combine(default).Totals;
    }

    private Pass Combine(Weights w)
    {
        Neumaier d = default, s = default, r = default;
        double dd = 0, ds = 0, dr = 0, ss = 0, sr = 0, rr = 0;
        foreach (ref readonly var x in sums.AsSpan())
        {
            d.Add(x.D);
            s.Add(x.S);
            r.Add(x.R);
            (dd, ds, dr, ss, sr, rr) = (dd + x.DD, ds + x.DS, dr + x.DR, ss + x.SS, sr + x.SR, rr + x.RR);
        }
        return new(w, new(d.Value, s.Value, r.Value), new(dd, ds, dr, ss, sr, rr));
    }

    private struct Sums : ISink
    {
        public double D, S, R, DD, DS, DR, SS, SR, RR;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(int sku, double price, double md, double sold, double slope, double give)
        {
            double r = price * sold, paid = 1 - md;
            S += sold;
            R += r;
            D += r * paid;
            if (give == 0) return;
            double gr = price * slope, gd = gr * paid - r, ds = gd * give, dr = gr * give;
            DD += gd * ds;
            DS += slope * ds;
            DR += gr * ds;
            SS += slope * slope * give;
            SR += slope * dr;
            RR += gr * dr;
        }
    }

    private readonly struct PlanSink(double[] md) : ISink
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(int sku, double price, double best, double sold, double slope, double give) => md[sku] = best;
    }
}
