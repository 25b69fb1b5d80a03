int cs_placeholder;
