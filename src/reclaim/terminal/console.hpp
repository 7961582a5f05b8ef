#pragma once

#include <cstddef>
#include <iosfwd>
#include <stop_token>

namespace burner::reclaim {

/// What the output that people read can show. A file or a pipe takes lines of any length, without escapes.
struct Screen {
    std::size_t columns = 0;   ///< lines are made to fit; 0: they may have any length
    bool is_redrawn = false;   ///< a terminal on which a line can be written again, and which takes links (OSC 8)
    bool is_coloured = false;  ///< a terminal, unless NO_COLOR is set (no-color.org)
};

/// The streams of a run, what their screen can show, and the token that stops it.
struct Console {
    std::istream& in;
    std::ostream& text;           ///< what people read: standard output, or standard error beside JSON
    std::ostream& json;           ///< the JSON object: standard output
    std::ostream& err;            ///< errors and warnings
    bool is_interactive = false;  ///< standard input is a terminal: somebody can be asked
    Screen screen{};              ///< of `text`
    std::stop_token stop_token{};
};

}  // namespace burner::reclaim
