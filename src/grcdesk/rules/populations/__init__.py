"""What populations decide: whose columns are ours, how a set of keys is named by a hash, what keeps one from final."""
