// Asio's implementation, compiled once for the SDK. In a program that brings its own the linker leaves this one out.
#include <boost/asio/impl/src.hpp>
