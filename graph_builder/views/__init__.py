"""Pages that show flows and the sentences behind them."""
