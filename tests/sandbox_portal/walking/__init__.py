"""Every page of the practice portal, found in its addresses, walked by somebody who taps everything."""
