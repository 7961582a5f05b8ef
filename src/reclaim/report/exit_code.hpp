#pragma once

namespace burner::reclaim {

/// The exit codes, as --help lists them.
namespace reclaim_exit {
inline constexpr int done = 0;           ///< all done, or nothing to do
inline constexpr int incomplete = 1;     ///< some items were rejected or failed
inline constexpr int usage = 2;          ///< options, key file or credentials; what is protected was named
inline constexpr int unavailable = 3;    ///< the server cannot be reached or refused
inline constexpr int distrusted = 4;     ///< a transaction was not what it should be; it was not signed
inline constexpr int declined = 5;       ///< nobody confirmed
inline constexpr int interrupted = 130;  ///< Ctrl-C
}  // namespace reclaim_exit

}  // namespace burner::reclaim
