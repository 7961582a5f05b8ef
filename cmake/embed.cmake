# cmake -DIN=file -DOUT=header -DNAME=variable -P embed.cmake: a header with the file as a string literal.
file(READ ${IN} content)
file(WRITE ${OUT}.new "#pragma once\n\n#pragma clang diagnostic ignored \"-Woverlength-strings\"\n\n#include <string_view>\n\nnamespace burner::app {\n\n"
     "inline constexpr std::string_view ${NAME} = R\"EMBED(${content})EMBED\";\n\n}  // namespace burner::app\n")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
