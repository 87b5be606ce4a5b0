// P rows by Q vectors of channels: the products of four inputs of each row with one row of weights each.
#part products
#for p in P
#for q in Q
        sum$p_$q = fma(vec4f(value$p[$z]), weight$z_$q, sum$p_$q);
#end
#end
#end
